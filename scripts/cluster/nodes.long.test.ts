import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { helms } from '../tools/helm.ts'
import { crowded, keepsApart, wrongBudgets } from './checks/apart.ts'
import { misplacedPods } from './checks/placement.ts'
import { ownerOf } from './checks/waits.ts'
import { expectSuccess, isThere, type Cluster } from './cluster.ts'
import type { NodeEntry } from './control/nodes.ts'
import type { Pod } from './control/pod-objects.ts'
import { observe } from './observe.ts'
import { onCluster } from './on-cluster.ts'
import { wholeProject } from './whole-project.ts'

/* Nodes are closed and drained, join and leave; the pods of other nodes do not notice. */

const test = suite('nodes')
const { project, environments, lines } = wholeProject()
const [helm] = helms().toReversed()
/** An environment of each way of placing, and one of the reference project, whose pods keep apart on few nodes. */
const hosted = 'agents'
const labelled = 'labelled'
const reference = environments.find((it) => it.name !== hosted && it.name !== labelled)!
const names = [hosted, labelled, reference.name]
const few = reference.services.toSorted((a, b) => a.nodes.length - b.nodes.length)[0]!.nodes
const inventory = project.read('nodes.yaml')

if (helm)
  onCluster(test, {
    nodes: project.nodes,
    before: async (cluster) => {
      for (const node of few.slice(1)) await cluster.shell(helm, project.folder, `kubectl cordon ${node}`)
      for (const name of names)
        for (const line of lines.get(name) ?? [])
          await cluster.shell(helm, project.folder, line.replace(' --wait', ''))
      const seen = async (): Promise<boolean> =>
        (await cluster.pods(reference.name)).every((it) => it.spec.nodeName || isRefused(it))
      await cluster.until('the scheduler has seen all pods', seen)
    },
    tests: {
      'pods that keep apart wait for a node of their own': async (cluster) => {
        const { workloads, pods } = await observe(cluster, reference.name)
        const apart = workloads.filter(keepsApart)
        assert.ok(apart.some((it) => (it.spec.replicas ?? 1) >= 3))
        assert.ok(pods.some(isRefused))
        assert.equal(crowded(apart, pods), [])
        for (const node of few) await cluster.shell(helm, project.folder, `kubectl uncordon ${node}`)
        for (const name of names) await cluster.settle(name)
        assert.equal(crowded(apart, await cluster.pods(reference.name)), [])
      },
      'budgets count the pods of their workload, and no finished job': async (cluster) => {
        for (const name of names) {
          assert.ok((await cluster.pods(name)).some((it) => it.status?.phase === 'Succeeded'))
          const right = async (): Promise<boolean> => (await wrongBudgets(cluster, name)).length === 0
          await cluster.until(`budgets of ${name} are counted`, right).catch(() => undefined)
          assert.equal(await wrongBudgets(cluster, name), [])
        }
      },
      'a second node is drained only when the first is back': async (cluster) => {
        const [first = '', second = ''] = few
        // The environment that has several members; others stand still while a node with their only data is away.
        const which = `--pod-selector=app.kubernetes.io/instance=${reference.name}`
        const drain = (node: string, seconds: number): ReturnType<Cluster['kubectl']> =>
          cluster.kubectl(['drain', node, which, '--delete-emptydir-data', `--timeout=${seconds}s`])
        await expectSuccess(drain(first, 60))
        const refused = await drain(second, 8)
        assert.is.not(refused.exitCode, 0)
        assert.match(refused.stderr, "violate the pod's disruption budget")
        await cluster.shell(helm, project.folder, `kubectl uncordon ${first}`)
        for (const name of names) await cluster.settle(name)
        await expectSuccess(drain(second, 60))
        await cluster.shell(helm, project.folder, `kubectl uncordon ${second}`)
        for (const name of names) await cluster.settle(name)
      },
      'under labels a node joins by its labels, and leaves, and nothing is restarted': async (cluster) => {
        const before = await podsOf(cluster, labelled)
        await join(cluster, { name: 'node9b', hostname: 'node9b', addresses: ['192.0.2.99'] })
        await cluster.shell(helm, project.folder, `oskc labels ${labelled} | sh`)
        const environment = project.topology().find((it) => it.name === labelled)!
        await cluster.until(
          'agents follow',
          async () => misplacedPods(environment, await cluster.pods(labelled)).length === 0,
        )
        await cluster.shell(
          helm,
          project.folder,
          `helm upgrade ${labelled} charts/${labelled} -n ${labelled} --wait --timeout 5m`,
        )
        const after = await podsOf(cluster, labelled)
        assert.equal(
          after.filter((it) => !it.includes(' on node9b')),
          before,
        )
        assert.ok(after.length > before.length)
        await leave(cluster, 'node9b')
        assert.equal(await podsOf(cluster, labelled), before)
      },
      'under host names the disruptive agents stay, others are replaced, and the new node gets both': async (
        cluster,
      ) => {
        const before = await podsOf(cluster, hosted)
        await join(cluster, { name: 'node6b', hostname: 'node6b', addresses: ['192.0.2.96'] })
        await cluster.shell(
          helm,
          project.folder,
          `helm upgrade ${hosted} charts/${hosted} -n ${hosted} --wait=legacy --timeout 5m`,
        )
        await cluster.settle(hosted)
        const environment = project.topology().find((it) => it.name === hosted)!
        assert.equal(misplacedPods(environment, await cluster.pods(hosted)), [])
        const { workloads } = await observe(cluster, hosted)
        const after = await podsOf(cluster, hosted)
        for (const { metadata, kind, spec } of workloads) {
          const own = (all: readonly string[]): readonly string[] =>
            all.filter((it) => it.startsWith(`${metadata.name} `))
          const stayed = own(before).every((it) => after.includes(it))
          const replaced = kind === 'DaemonSet' && spec.updateStrategy?.type !== 'OnDelete'
          assert.is(stayed, !replaced, metadata.name)
        }
        await leave(cluster, 'node6b')
      },
    },
  })

function isRefused({ status }: Pod): boolean {
  return status?.conditions?.some((it) => it.type === 'PodScheduled' && it.status === 'False') ?? false
}

/** `workload uid on node` for all pods of workloads. */
async function podsOf(cluster: Cluster, namespace: string): Promise<readonly string[]> {
  const pods = (await cluster.pods(namespace)).filter((it) => !ownerOf(it).includes('/') && isThere(it))
  return pods.map((it) => `${ownerOf(it)} ${it.metadata.uid} on ${it.spec.nodeName}`).toSorted()
}

/** Adds a node to the cluster and to the inventory, and compiles. */
async function join(cluster: Cluster, node: NodeEntry): Promise<void> {
  await cluster.addNodes([node])
  project.write('nodes.yaml', `${inventory}- ${JSON.stringify(node)}\n`)
  project.compile()
}

/** Takes it away again. */
async function leave(cluster: Cluster, node: string): Promise<void> {
  await expectSuccess(
    cluster.kubectl(['drain', node, '--ignore-daemonsets', '--delete-emptydir-data', '--timeout=60s']),
  )
  await expectSuccess(cluster.kubectl(['delete', 'node', node]))
  project.write('nodes.yaml', inventory)
  project.compile()
  const isGone = async (): Promise<boolean> => {
    const all = await Promise.all(names.map((it) => cluster.pods(it)))
    return all.flat().every((it) => it.spec.nodeName !== node)
  }
  await cluster.until(`nothing is left of ${node}`, isGone)
}

test.run()
