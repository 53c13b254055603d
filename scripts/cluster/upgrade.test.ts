import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { allObjects } from './all-objects.ts'
import { misplacedPods } from './checks/placement.ts'
import { ownerOf } from './checks/waits.ts'
import type { Cluster } from './cluster.ts'
import { differences } from './differences.ts'
import { objectsIn } from './observe.ts'
import { onCluster } from './on-cluster.ts'
import { secretReadBy } from './secret-read-by.ts'
import { anyHelm } from './tested-helms.ts'
import { largeChanges, smallChanges, type Change } from './upgrade/changes.ts'
import { seededFaults } from './upgrade/faults.ts'
import { wronglyKept } from './upgrade/kept.ts'
import { restartsSince, stateOf, updatedByHand, type Restarts } from './upgrade/restarts.ts'
import { wholeProject } from './whole-project.ts'

/*
 * Changes of every kind, upgraded to by the lines that the compiler prints: exactly what depends on them is started anew,
 * and everything else runs on.
 */

const test = suite('upgrade')
const small = 'agents'

for (const helm of anyHelm()) {
  const { project, environments, lines } = wholeProject()
  const large = environments
    .filter(
      (it) => lines.get(it.name)?.some((line) => line.startsWith('helm ')) && it.name.startsWith('ccp-'),
    )
    .toSorted((a, b) => a.services.length - b.services.length)[0]!.name
  const names = [small, large]
  const type = (cluster: Cluster, line: string): Promise<void> => cluster.shell(helm, project.folder, line)

  /** Upgrades by what is printed after compiling; whether pods are left to be updated by hand. */
  const upgrade = async (cluster: Cluster, name: string): Promise<boolean> => {
    const printed = project.compile(name).get(name) ?? []
    const byHand = printed.some((it) => it.startsWith('# ') && it.includes('--wait=legacy'))
    for (const line of printed)
      await type(cluster, byHand && helm.version === 4 ? line.replace('--wait ', '--wait=legacy ') : line)
    await cluster.settle(name)
    return byHand
  }
  const make = async (cluster: Cluster, name: string, { text, rotates }: Change): Promise<boolean> => {
    if (text) project.override(name, text)
    if (rotates) project.secrets(name, '--rotate', await secretReadBy(cluster, name))
    return upgrade(cluster, name)
  }
  const checkChange = async (cluster: Cluster, name: string, change: Change): Promise<void> => {
    const before = await stateOf(cluster, name)
    const byHand = await make(cluster, name, change)
    const { expected, complaints } = await restartsSince(before, cluster, name)
    assert.equal(complaints, [])
    if (change.starts) assert.equal(expected, change.starts)
    else assert.ok(expected.length > 0 && expected.length < before.inputs.size)
    const manual = (await updatedByHand(cluster, name)).filter((it) => expected.includes(it))
    assert.is(byHand, manual.length > 0, 'what is printed tells of pods that are updated by hand')
    await restart(cluster, name, manual)
    const environment = project.topology().find((it) => it.name === name)!
    assert.equal(misplacedPods(environment, await cluster.pods(name)), [])
    assert.equal(await cluster.warnings(name), [])
  }
  const changes = (name: string, all: readonly Change[]) =>
    Object.fromEntries(
      all.map((change) => [
        `${change.name} is changed`,
        (cluster: Cluster) => checkChange(cluster, name, change),
      ]),
    )

  onCluster(test, {
    title: `Helm ${helm.version}: `,
    nodes: project.nodes,
    before: async (cluster) => {
      await Promise.all(
        names.map(async (name) => {
          for (const line of lines.get(name) ?? []) await type(cluster, line)
          await cluster.settle(name)
        }),
      )
    },
    tests: {
      'what nobody changed is not started anew': async (cluster) => {
        const before = await stateOf(cluster, small)
        await upgrade(cluster, small)
        assert.equal(await restartsSince(before, cluster, small), { expected: [], complaints: [] })
      },
      ...changes(small, smallChanges),
      'the agent of the one node found its settings, when it was restarted by hand': async (cluster) => {
        const found = (await cluster.pods(small))
          .filter((it) => ownerOf(it) === 'relay-agent')
          .filter((it) =>
            cluster.kubelet.records
              .get(it.metadata.uid!)
              ?.configured.some(({ bytes }) => bytes.includes('buffers = 32')),
          )
        assert.equal(
          found.map((it) => it.spec.nodeName),
          ['node4'],
        )
      },
      ...changes(large, largeChanges),
      'a rollback brings back what was, and runs its jobs again': async (cluster) => {
        const [before, state] = [await allObjects(cluster, small), await stateOf(cluster, small)]
        await make(cluster, small, { name: '', text: 'configs: {relay: {greeting: Wrong}}' })
        const differing = differences(await allObjects(cluster, small), before)
        assert.ok(differing.some((it) => it.startsWith('Job/relay-api-db-sync-')))
        await type(cluster, `helm rollback ${small} --namespace ${small} --wait --timeout 5m`)
        await cluster.settle(small)
        assert.equal(differences(await allObjects(cluster, small), before), [])
        // The inputs are the old ones again, but what ran with them had to go in between.
        const { complaints } = await restartsSince(state, cluster, small)
        assert.equal(
          complaints,
          smallChanges[0]!.starts!.map((it) => `${it} was started anew`),
        )
      },
      'faults in what tells of changes are noticed': async (cluster) => {
        const fault = async (seed: () => Promise<void>): Promise<Restarts> => {
          const before = await stateOf(cluster, small)
          await seed()
          await cluster.settle(small)
          return restartsSince(before, cluster, small)
        }
        const rotated = await fault(async () => {
          const path = project.secrets(small, '--rotate', await secretReadBy(cluster, small))
          await type(cluster, `kubectl apply -f ${path}`)
        })
        for (const it of smallChanges.at(-1)!.starts!)
          assert.ok(rotated.complaints.includes(`${it} still runs`))

        await upgrade(cluster, small)
        const seeded = await fault(async () => {
          project.override(small, 'configs: {mariadb: {wait_timeout: 3601}}')
          const old = seededFaults.map((it) => it.remember(project, small))
          project.compile(small)
          seededFaults.forEach((it, index) => it.seed(project, small, old[index]!))
          await type(cluster, `helm upgrade ${small} charts/${small} --namespace ${small}`)
          await cluster.until('the jobs are there', async () => (await cluster.jobs(small)).length > 3)
        })
        assert.equal(seeded.complaints.toSorted(), seededFaults.map((it) => it.shows).toSorted())
      },
      'nothing is left after an uninstall but Secrets and claims, which the next install takes over': async (
        cluster,
      ) => {
        const claims = async (): Promise<readonly string[]> =>
          (await objectsIn(cluster, small, 'api/v1/persistentvolumeclaims')).map(
            (it) => `${it.metadata.name} ${it.metadata.uid}`,
          )
        for (const name of names) assert.equal(await wronglyKept(cluster, helm, name), [])
        const before = await claims()
        // A chart that forgets to keep a claim.
        const chart = `charts/${small}/charts/relay-api/templates/persistentvolumeclaim-shared.yaml`
        project.write(chart, project.read(chart).replace(/.*resource-policy.*\n/, ''))
        await type(cluster, `helm upgrade --install ${small} charts/${small} --namespace ${small}`)
        assert.equal(await claims(), before)
        const complaints = await wronglyKept(cluster, helm, small)
        assert.ok(complaints.includes('PersistentVolumeClaim/relay-api-shared is gone'), complaints.join())
      },
    },
  })
}

/** Deletes the pods of workloads that are updated by hand, and waits until others are there. */
async function restart(cluster: Cluster, namespace: string, owners: readonly string[]): Promise<void> {
  if (owners.length === 0) return
  const before = await stateOf(cluster, namespace)
  for (const { metadata } of (await cluster.pods(namespace)).filter((it) => owners.includes(ownerOf(it))))
    await cluster.api.remove(`/api/v1/namespaces/${namespace}/pods/${metadata.name}`)
  await cluster.settle(namespace)
  const { complaints } = await restartsSince(before, cluster, namespace)
  assert.equal(
    complaints,
    owners.map((it) => `${it} was started anew`),
  )
}

test.run()
