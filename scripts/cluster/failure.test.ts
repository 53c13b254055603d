import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Helm } from '../tools/helm.ts'
import { allObjects } from './all-objects.ts'
import { ownerOf } from './checks/waits.ts'
import { isComplete, isThere, type Cluster } from './cluster.ts'
import { onCluster } from './on-cluster.ts'
import { anyHelm } from './tested-helms.ts'
import { wholeProject } from './whole-project.ts'

/* What goes wrong is said before it does harm, or is put right as docs/charts.md says. */

const test = suite('failure')
const { project, lines } = wholeProject()
const name = 'agents'
const last = 'relay-api/announce'

for (const helm of anyHelm()) {
  const install = `helm upgrade --install ${name} charts/${name} --namespace ${name} --timeout 10m`
  onCluster(test, {
    title: `Helm ${helm.version}: `,
    nodes: project.nodes,
    before: async (cluster) => {
      for (const line of lines.get(name) ?? [])
        if (!line.startsWith('helm ')) await cluster.shell(helm, project.folder, line)
    },
    tests: {
      'values that are not in the schema are refused before anything is applied': async (cluster) => {
        const before = await allObjects(cluster, name)
        const chart = `${project.charts}/${name}`
        for (const [set, said] of [
          ['relay-api.replica=3', /replica/],
          ['relay-api.replicas=many', /replicas/],
          ['relay-spool.storage.data.sise=1Gi', /sise/],
          ['nodes=3', /nodes/],
        ] as const) {
          const { exitCode, stderr } = await cluster.helm(
            ...([helm, 'install', name, chart, '-n', name, '--set', set] as const),
          )
          assert.is.not(exitCode, 0, set)
          assert.match(stderr, said)
        }
        assert.equal(await allObjects(cluster, name), before)
        assert.equal(await cluster.pods(name), [])
      },
      'an install whose Helm was killed can be repeated': async (cluster) => {
        cluster.kubelet.decide(() => 'hold')
        await interrupted(cluster, helm, `${install} --wait`, 'KILL')
        cluster.kubelet.decide(() => 'run')
        const again = await cluster.shell(helm, project.folder, install).then(
          () => undefined,
          (error: unknown) => String(error),
        )
        assert.match(again ?? '', 'another operation (install/upgrade/rollback) is in progress')
        const free = `kubectl -n ${name} delete secret -l owner=helm,name=${name},status=pending-install`
        await cluster.shell(helm, project.folder, free)
        await cluster.shell(helm, project.folder, install)
        await cluster.settle(name)
      },
      'an upgrade that was ended by a signal can be repeated': async (cluster) => {
        cluster.kubelet.decide((pod) => (ownerOf(pod) === 'relay-api' ? 'hold' : 'run'))
        const changed = `${install} --set global.imagePullPolicy=Always`
        await interrupted(cluster, helm, `${changed} --wait`, 'TERM')
        cluster.kubelet.decide(() => 'run')
        await cluster.shell(helm, project.folder, changed)
        await cluster.settle(name)
        assert.ok((await cluster.pods(name)).every(isThere))
      },
      'a job that fails is told of, stays, and runs again once it was deleted': async (cluster) => {
        cluster.kubelet.decide((pod) => (ownerOf(pod) === last ? 'fail' : 'run'))
        const { exitCode, stderr } = await cluster.helm(
          ...([helm, 'upgrade', name, `${project.charts}/${name}`, '-n', name] as const),
          ...[
            '--set',
            'global.imagePullPolicy=IfNotPresent',
            '--wait',
            '--wait-for-jobs',
            '--timeout',
            '10m',
          ],
        )
        assert.is.not(exitCode, 0)
        assert.match(stderr, 'relay-api-announce-')
        const failed = (await cluster.jobs(name)).filter((it) => !isComplete(it))
        assert.equal(failed.map(ownerOf), [last])
        const job = failed[0]!.metadata.name
        const { stdout } = await cluster.kubectl(['describe', 'job', job, '-n', name])
        assert.match(stdout, 'BackoffLimitExceeded')
        assert.ok((await cluster.pods(name)).some((it) => it.status?.phase === 'Failed'))
        assert.ok((await cluster.warnings(name)).some((it) => it.includes(job)))

        cluster.kubelet.decide(() => 'run')
        await cluster.shell(helm, project.folder, `kubectl -n ${name} delete job ${job}`)
        await cluster.shell(helm, project.folder, `${install} --set global.imagePullPolicy=IfNotPresent`)
        await cluster.settle(name)
        const now = (await cluster.jobs(name)).find((it) => it.metadata.name === job)
        assert.is.not(now?.metadata.uid, failed[0]!.metadata.uid)
      },
    },
  })
}

/** Runs Helm until it has asked for pods that are held, then ends it. */
async function interrupted(cluster: Cluster, helm: Helm, line: string, signal: string): Promise<void> {
  const before = new Set((await cluster.pods(name)).map((it) => it.metadata.uid))
  const running = cluster.shell(helm, project.folder, `echo $$ > ${name}.pid; exec ${line}`)
  const ended = running.then(
    () => assert.unreachable('Helm came to its end'),
    () => undefined,
  )
  await cluster.until('Helm waits for new pods', async () =>
    (await cluster.pods(name)).some((it) => !before.has(it.metadata.uid)),
  )
  process.kill(Number(project.read(`${name}.pid`)), `SIG${signal}`)
  await ended
}

test.run()
