import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { allObjects } from './all-objects.ts'
import { changed, inputsOf } from './checks/inputs.ts'
import { misplacedPods } from './checks/placement.ts'
import { ownerOf } from './checks/waits.ts'
import { isComplete, isThere, type Cluster } from './cluster.ts'
import { differences } from './differences.ts'
import { observe } from './observe.ts'
import { onCluster } from './on-cluster.ts'
import type { Project } from './project.ts'
import { secretReadBy } from './secret-read-by.ts'
import { anyHelm } from './tested-helms.ts'
import { wholeProject } from './whole-project.ts'

/* Changes of every kind: exactly what depends on them is started anew, and everything else runs on. */

const test = suite('upgrade')
const made = 'agents'

/** What somebody changes in an environment before compiling again. */
interface Change {
  readonly name: string
  /** The environment; that of the reference project unless said. */
  readonly of?: string
  readonly text?: string
  readonly rotates?: boolean
  /** What is started anew; found out, unless said. */
  readonly starts?: readonly string[]
  /** Some of that only by hand: what Helm 4 waits for in its usual way would never come. */
  readonly byHand?: boolean
}

const changes: readonly Change[] = [
  {
    ...{ name: 'a setting of one service', of: made, text: 'configs: {relay: {greeting: Hi}}' },
    starts: ['relay-api', 'relay-api/announce', 'relay-api/db-sync'],
  },
  { name: 'a setting of all', text: 'configs: {debug: true}' },
  {
    ...{ name: 'an image', of: made, text: 'images: {image_specs: {memcached: {tag: "9.9"}}}' },
    starts: ['memcached'],
  },
  { name: 'replicas', of: made, text: 'replicas: {relay-api: 2, memcached: 2}', starts: [] },
  {
    ...{ name: 'the roles of a node', of: made, text: 'nodes: {node2$: {roles: [agent]}}' },
    ...{ starts: ['relay-agent', 'relay-agent/rpc-user', 'relay-sidecar'], byHand: true },
  },
  {
    ...{ name: 'the settings of one node', of: made },
    text: 'nodes: {node4$: {configs: {relay: {buffers: 32}}}}',
    ...{ starts: ['relay-agent', 'relay-sidecar'], byHand: true },
  },
  {
    ...{ name: 'a secret', of: made, rotates: true, byHand: true },
    starts: ['relay-api', 'relay-api/announce', 'relay-api/database-create', 'relay-api/db-sync'],
  },
  { name: 'a secret of the reference project', rotates: true },
]

for (const helm of anyHelm()) {
  const { project, environments, lines } = wholeProject()
  const reference = environments.find((it) => it.name !== made && it.services.length > 0)!.name
  const names = [made, reference]
  const waiting = (byHand = false): string =>
    `${byHand && helm.version === 4 ? '--wait=legacy' : '--wait'} --timeout 5m`
  const upgrade = (cluster: Cluster, name: string, byHand?: boolean): Promise<void> =>
    cluster.shell(
      helm,
      project.folder,
      `helm upgrade ${name} charts/${name} --namespace ${name} ${waiting(byHand)}`,
    )
  const make = async (cluster: Cluster, name: string, { text, rotates, byHand }: Change): Promise<void> => {
    if (text) project.override(name, text)
    if (rotates) {
      project.secrets(name, '--rotate', await secretReadBy(cluster, name))
      await cluster.shell(helm, project.folder, `kubectl apply --server-side -f secrets/${name}.yaml`)
    }
    project.compile()
    await upgrade(cluster, name, byHand)
    await cluster.settle(name)
  }

  onCluster(test, {
    title: `Helm ${helm.version}: `,
    nodes: project.nodes,
    before: async (cluster) => {
      for (const name of names)
        for (const line of lines.get(name) ?? []) await cluster.shell(helm, project.folder, line)
      for (const name of names) await cluster.settle(name)
    },
    tests: {
      'what nobody changed is not started anew': async (cluster) => {
        const before = await identities(cluster, made)
        await upgrade(cluster, made)
        assert.equal(await identities(cluster, made), before)
      },
      ...Object.fromEntries(
        changes.map((change) => [
          `${change.name} is changed`,
          (cluster: Cluster) => checkChange(cluster, change, change.of ?? reference, project, make),
        ]),
      ),
      'a checksum that stays is noticed': async (cluster) => {
        const chart = `charts/${made}/charts/relay-api/templates/deployment.yaml`
        const checksum = /checksum-files: .*/
        const [old = ''] = checksum.exec(project.read(chart)) ?? []
        const forget = async (): Promise<void> => {
          project.override(made, 'configs: {relay: {greeting: Hey}}')
          project.compile()
          const text = project.read(chart)
          assert.not.match(text, old)
          project.write(chart, text.replace(checksum, old))
          await upgrade(cluster, made, true)
          await cluster.settle(made)
        }
        const change: Change = { name: '', starts: ['relay-api', 'relay-api/announce', 'relay-api/db-sync'] }
        const said = await checkChange(cluster, change, made, project, forget).then(
          () => 'nothing',
          (error: unknown) => String(error),
        )
        assert.match(said, 'relay-api still runs')
      },
      'a rollback brings back what was, and runs its jobs again': async (cluster) => {
        const before = await allObjects(cluster, made)
        await make(cluster, made, { name: '', text: 'configs: {relay: {greeting: Wrong}}', byHand: true })
        assert.ok(differences(await allObjects(cluster, made), before).length > 0)
        await cluster.shell(
          helm,
          project.folder,
          `helm rollback ${made} --namespace ${made} ${waiting(true)}`,
        )
        await cluster.settle(made)
        assert.equal(differences(await allObjects(cluster, made), before), [])
      },
      'nothing is left after an uninstall but Secrets, and claims that are to be kept': async (cluster) => {
        for (const name of names) {
          const before = Object.keys(await allObjects(cluster, name))
          await cluster.shell(helm, project.folder, `helm uninstall ${name} --namespace ${name}`)
          await cluster.until(`${name} has no pods`, async () => (await cluster.pods(name)).length === 0)
          const kept = before.filter((it) => /^(Secret|PersistentVolumeClaim)\//.test(it))
          assert.ok(kept.some((it) => it.startsWith('PersistentVolumeClaim/')))
          await cluster.until(
            `only ${kept.join(', ')} is left`,
            async () => Object.keys(await allObjects(cluster, name)).join() === kept.join(),
          )
        }
      },
    },
  })
}

/** Makes a change, and compares what was started anew with what depends on it. */
async function checkChange(
  cluster: Cluster,
  change: Change,
  name: string,
  project: Project,
  make: (cluster: Cluster, name: string, change: Change) => Promise<void>,
): Promise<void> {
  const inputs = await inputsOf(cluster, name)
  const before = await identities(cluster, name)
  await make(cluster, name, change)
  const expected = changed(inputs, await inputsOf(cluster, name))
  if (change.starts) assert.equal(expected, change.starts)
  else assert.ok(expected.length > 0 && expected.length < inputs.size)
  const { workloads } = await observe(cluster, name)
  const byHand = workloads
    .filter((it) => it.spec.updateStrategy?.type === 'OnDelete')
    .map((it) => it.metadata.name)
  const after = await identities(cluster, name)
  for (const [owner, uids] of after) {
    const old = before.get(owner) ?? []
    const gone = old.filter((it) => !uids.includes(it))
    const fresh = uids.filter((it) => !old.includes(it))
    if (expected.includes(owner) && !byHand.includes(owner))
      assert.is(gone.length, old.length, `${owner} still runs`)
    else assert.ok(gone.length === 0 || fresh.length === 0, `${owner} was started anew`)
  }
  const environment = project.topology().find((it) => it.name === name)!
  assert.equal(misplacedPods(environment, await cluster.pods(name)), [])
  assert.equal(await cluster.warnings(name), [])
}

/** The UIDs of the pods of each service, and of each job itself: one that ran before is not run again. */
async function identities(cluster: Cluster, name: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const pods = (await cluster.pods(name)).filter((it) => !ownerOf(it).includes('/'))
  const jobs = await cluster.jobs(name)
  assert.ok(pods.every(isThere) && jobs.every(isComplete))
  const found = new Map<string, readonly string[]>()
  for (const it of [...pods, ...jobs])
    found.set(ownerOf(it), [...(found.get(ownerOf(it)) ?? []), it.metadata.uid!].toSorted())
  return found
}

test.run()
