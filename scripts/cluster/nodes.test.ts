import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { crowded, keepsApart, wrongBudgets } from './checks/apart.ts'
import { definitionsOf } from './checks/definitions.ts'
import { misplacedPods } from './checks/placement.ts'
import { ownerOf } from './checks/waits.ts'
import { expectSuccess, isThere, type Cluster } from './cluster.ts'
import type { NodeEntry } from './control/nodes.ts'
import type { Pod } from './control/pod-objects.ts'
import { observe } from './observe.ts'
import { onCluster } from './on-cluster.ts'
import { anyHelm } from './tested-helms.ts'
import { wholeProject } from './whole-project.ts'

/* Nodes are closed and drained, join and leave; the pods of other nodes do not notice. */

const test = suite('nodes')
/** An environment of each way of placing, and one of the reference project, whose pods keep apart on few nodes. */
const hosted = 'agents'
const labelled = 'labelled'
const large = 'ccp-1'
const names = [hosted, labelled, large]
const joining = { [labelled]: 'node9b', [hosted]: 'node6b' } as const
const entry = (name: string): NodeEntry => ({
  name,
  hostname: name,
  addresses: [`192.0.2.9${name.slice(4, 5)}`],
})

for (const helm of anyHelm()) {
  const { project, environments, lines } = wholeProject()
  const definitions = definitionsOf(project)
  const inventory = project.read('nodes.yaml')
  const clusters = environments
    .find((it) => it.name === large)!
    .services.filter(({ definition }) => definitions.get(definition)?.service.antiAffinity === 'local')
    .filter((it) => it.replicas >= 3)
  const few = clusters[0]!.nodes
  const type = (cluster: Cluster, line: string): Promise<void> => cluster.shell(helm, project.folder, line)
  const settle = async (cluster: Cluster): Promise<void> => {
    for (const name of names) await cluster.settle(name)
  }
  /** Compiles with these nodes, and upgrades by what is printed then. */
  const upgrade = async (cluster: Cluster, name: string, nodes: readonly string[]): Promise<void> => {
    project.write('nodes.yaml', inventory + nodes.map((it) => `- ${JSON.stringify(entry(it))}\n`).join(''))
    const printed = project.compile(name).get(name) ?? []
    const byHand = printed.some((it) => it.startsWith('# ') && it.includes('--wait=legacy'))
    for (const line of printed)
      await type(cluster, byHand && helm.version === 4 ? line.replace('--wait ', '--wait=legacy ') : line)
    await cluster.settle(name)
    const environment = project.topology().find((it) => it.name === name)!
    const right = async (): Promise<boolean> =>
      misplacedPods(environment, await cluster.pods(name)).length === 0
    await cluster.until(`pods of ${name} follow`, right, 30).catch(() => undefined)
    assert.equal(misplacedPods(environment, await cluster.pods(name)), [])
  }

  onCluster(test, {
    title: `Helm ${helm.version}: `,
    nodes: project.nodes,
    before: async (cluster) => {
      for (const node of few.slice(1)) await type(cluster, `kubectl cordon ${node}`)
      await Promise.all(
        names.map(async (name) => {
          for (const line of lines.get(name) ?? []) await type(cluster, line.replace(' --wait', ''))
        }),
      )
      const seen = async (): Promise<boolean> =>
        (await cluster.pods(large)).every((it) => it.spec.nodeName || isRefused(it))
      await cluster.until('the scheduler has seen all pods', seen)
    },
    tests: {
      'members of galera and rabbitmq wait for a node of their own': async (cluster) => {
        assert.equal([...new Set(clusters.map((it) => it.definition))].toSorted(), ['galera', 'rabbitmq'])
        const { workloads, pods } = await observe(cluster, large)
        for (const { name, replicas } of clusters) {
          assert.ok(keepsApart(workloads.find((it) => it.metadata.name === name)!), name)
          const members = pods.filter((it) => ownerOf(it) === name)
          assert.is(members.filter(isRefused).length, replicas - 1, name)
        }
        for (const node of few) await type(cluster, `kubectl uncordon ${node}`)
        await settle(cluster)
        assert.equal(crowded(workloads.filter(keepsApart), await cluster.pods(large)), [])
      },
      'budgets count the pods of their workload, and no finished job': async (cluster) => {
        for (const name of names) {
          assert.ok((await cluster.pods(name)).some((it) => it.status?.phase === 'Succeeded'))
          const right = async (): Promise<boolean> => (await wrongBudgets(cluster, name)).length === 0
          await cluster.until(`budgets of ${name} are counted`, right, 60).catch(() => undefined)
          assert.equal(await wrongBudgets(cluster, name), [])
        }
      },
      'a second node is drained only when the first is back': async (cluster) => {
        const [first = '', second = ''] = few
        // The environment that has several members; others stand still while a node with their only data is away.
        const which = [`--pod-selector=app.kubernetes.io/instance=${large}`, '--ignore-daemonsets']
        const drain = (node: string, seconds: number): ReturnType<Cluster['kubectl']> =>
          cluster.kubectl(['drain', node, ...which, '--delete-emptydir-data', `--timeout=${seconds}s`])
        assert.ok((await cluster.pods(large)).some((it) => it.status?.phase === 'Succeeded'))
        await expectSuccess(drain(first, 60))
        const refused = await drain(second, 8)
        assert.is.not(refused.exitCode, 0)
        for (const { name } of clusters)
          assert.match(refused.stderr, new RegExp(`"${name}-\\d"[^]*violate the pod's disruption budget`))
        await type(cluster, `kubectl uncordon ${first}`)
        await cluster.settle(large)
        await expectSuccess(drain(second, 60))
        await type(cluster, `kubectl uncordon ${second}`)
        await settle(cluster)
      },
      'under labels a node joins by its labels, and nothing is restarted': async (cluster) => {
        const before = await podsOf(cluster, labelled)
        const node = joining[labelled]
        await cluster.addNodes([entry(node)])
        await upgrade(cluster, labelled, [node])
        const after = await podsOf(cluster, labelled)
        assert.equal(
          after.filter((it) => !it.endsWith(` on ${node}`)),
          before,
        )
        assert.ok(after.length > before.length)
      },
      'under host names the disruptive agents stay, others are replaced, and the new node gets both': async (
        cluster,
      ) => {
        const before = await podsOf(cluster, hosted)
        const node = joining[hosted]
        await cluster.addNodes([entry(node)])
        await upgrade(cluster, hosted, Object.values(joining))
        const after = await podsOf(cluster, hosted)
        assert.ok(after.some((it) => it.startsWith('relay-agent ') && it.endsWith(` on ${node}`)))
        const { workloads } = await observe(cluster, hosted)
        for (const { metadata, kind, spec } of workloads) {
          const own = before.filter((it) => it.startsWith(`${metadata.name} `))
          const stayed = own.filter((it) => after.includes(it))
          const replaced = kind === 'DaemonSet' && spec.updateStrategy?.type !== 'OnDelete'
          assert.is(stayed.length, replaced ? 0 : own.length, metadata.name)
        }
      },
      'both leave, and the agents of other nodes do not notice': async (cluster) => {
        const stays = async (): Promise<readonly string[]> =>
          [...(await podsOf(cluster, labelled)), ...(await podsOf(cluster, hosted))].filter(
            (it) => !it.startsWith('relay-sidecar ') && !/ on node\db$/.test(it),
          )
        const before = await stays()
        for (const node of Object.values(joining)) {
          const drain = ['drain', node, '--ignore-daemonsets', '--delete-emptydir-data', '--timeout=60s']
          await expectSuccess(cluster.kubectl(drain))
          await expectSuccess(cluster.kubectl(['delete', 'node', node]))
        }
        const isGone = async (): Promise<boolean> => {
          const all = await Promise.all(names.map((it) => cluster.pods(it)))
          return all.flat().every((it) => !/^node\db$/.test(it.spec.nodeName ?? ''))
        }
        await cluster.until('nothing is left of the nodes', isGone)
        for (const name of [labelled, hosted]) await upgrade(cluster, name, [])
        assert.equal(await stays(), before)
      },
    },
  })
}

function isRefused({ status }: Pod): boolean {
  return status?.conditions?.some((it) => it.type === 'PodScheduled' && it.status === 'False') ?? false
}

/** `workload uid on node` for all pods of workloads. */
async function podsOf(cluster: Cluster, namespace: string): Promise<readonly string[]> {
  const pods = (await cluster.pods(namespace)).filter((it) => !ownerOf(it).includes('/') && isThere(it))
  return pods.map((it) => `${ownerOf(it)} ${it.metadata.uid} on ${it.spec.nodeName}`).toSorted()
}

test.run()
