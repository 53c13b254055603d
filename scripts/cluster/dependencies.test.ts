import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { expectedOf, nameOf, ownerOf } from './checks/waits.ts'
import { isComplete, isThere, type Cluster } from './cluster.ts'
import type { PodRecord } from './kubelet/kubelet.ts'
import { onCluster } from './on-cluster.ts'
import type { Graph } from './project.ts'
import { anyHelm } from './tested-helms.ts'
import { wholeProject } from './whole-project.ts'

/* Whatever starts was waited for, and nothing waits longer: services and jobs are let go one by one. */

const test = suite('dependencies')
const { project, environments, lines } = wholeProject()
const names = environments.map((it) => it.name)
/** `namespace/owner` of the pods that may run. */
const free = new Set<string>()

for (const helm of anyHelm())
  onCluster(test, {
    title: `Helm ${helm.version}: `,
    nodes: project.nodes,
    before: async (cluster) => {
      free.clear()
      letFreeRun(cluster)
      for (const name of names)
        for (const line of lines.get(name) ?? [])
          await cluster.shell(helm, project.folder, line.replace(' --wait', ''))
    },
    tests: {
      'first, everything waits for all that it depends on': async (cluster) => {
        await Promise.all(names.map((it) => waitersAre(cluster, it, project.graph(it))))
        for (const name of names) {
          const waiting = (await cluster.pods(name)).filter(
            (it) => expectedOf(project.graph(name), ownerOf(it)).length > 0,
          )
          assert.ok(waiting.length > 0)
        }
      },
      'then each goes on as soon as all that is there, and no sooner': async (cluster) => {
        const walk = async (name: string): Promise<void> => {
          const graph = project.graph(name)
          for (const owner of inOrder(graph)) {
            free.add(`${name}/${owner}`)
            letFreeRun(cluster)
            await cluster.until(`${name}/${owner} is there`, () => hasStarted(cluster, name, owner))
            await waitersAre(cluster, name, graph)
          }
        }
        await Promise.all(names.map(walk))
        for (const name of names) {
          assert.ok((await cluster.pods(name)).every(isThere))
          assert.equal(await cluster.warnings(name), [])
        }
      },
    },
  })

function letFreeRun({ kubelet }: Cluster): void {
  kubelet.decide((pod) => (free.has(`${pod.metadata.namespace}/${ownerOf(pod)}`) ? 'run' : 'hold'))
}

/** Waits until each pod misses exactly those of its dependencies that were not let go yet. */
async function waitersAre(cluster: Cluster, namespace: string, graph: Graph): Promise<void> {
  const wrong = async (): Promise<readonly string[]> => {
    const jobs = await cluster.jobs(namespace)
    return (await cluster.pods(namespace)).flatMap((pod) => {
      const owner = ownerOf(pod)
      const left = expectedOf(graph, owner).filter(
        (it) => !free.has(`${namespace}/${it.replace(' on its node', '')}`),
      )
      const record = cluster.kubelet.records.get(pod.metadata.uid!)
      const missing = (record?.missing ?? []).map((it) => nameOf(it, namespace, jobs))
      const same = hasLooked(record) && missing.toSorted().join() === left.toSorted().join()
      return same ? [] : [`${pod.metadata.name} misses ${missing.join(', ')}, and should: ${left.join(', ')}`]
    })
  }
  let found: readonly string[] = []
  const settled = async (): Promise<boolean> => (found = await wrong()).length === 0
  await cluster.until(`pods of ${namespace} miss what is not there`, settled).catch((error: unknown) => {
    throw new Error(`${found.join('\n')}\n${String(error)}`)
  })
}

/** Whether the waiting container, if there is one, has looked. */
function hasLooked(record: PodRecord | undefined): boolean {
  return record !== undefined && (record.state !== 'starting' || record.said !== '')
}

async function hasStarted(cluster: Cluster, namespace: string, owner: string): Promise<boolean> {
  const pods = (await cluster.pods(namespace)).filter((it) => ownerOf(it) === owner)
  if (owner.includes('/')) {
    const jobs = (await cluster.jobs(namespace)).filter((it) => ownerOf(it) === owner)
    return jobs.length === 1 && jobs.every(isComplete)
  }
  const wanted = environments.find((it) => it.name === namespace)?.services.find((it) => it.name === owner)
  const count = wanted?.kind === 'DaemonSet' ? wanted.nodes.length : wanted?.replicas
  return pods.length === count && pods.every(isThere)
}

/** Services and jobs, each after all that it depends on. */
function inOrder({ nodes, edges }: Graph): readonly string[] {
  const done: string[] = []
  const waiting = new Set(nodes.map((it) => it.name))
  while (waiting.size > 0) {
    const next = [...waiting].find((it) => edges.every(({ from, to }) => from !== it || !waiting.has(to)))
    if (next === undefined) throw new Error(`There is a circle among ${[...waiting].join(', ')}.`)
    waiting.delete(next)
    done.push(next)
  }
  return done
}

test.run()
