import type { Job, StringMap } from '../control/objects.ts'
import type { Pod } from '../control/pod-objects.ts'
import type { Awaited } from '../kubelet/entrypoint.ts'
import type { Kubelet } from '../kubelet/kubelet.ts'
import type { Graph } from '../project.ts'
import { componentLabel, serviceOf } from './placement.ts'

/* What the pods of an environment wait for, by the names that `oskc graph` uses: a service, or `service/job`. */

/** Which service or job a pod is of. */
export function ownerOf({ metadata }: Pod | Job): string {
  return ownerByLabels(metadata.labels)
}

function ownerByLabels(labels: StringMap | undefined): string {
  const component = labels?.[componentLabel]
  return component === 'server' ? serviceOf(labels) : `${serviceOf(labels)}/${component}`
}

/** What something awaited is called; the text of it, where nobody is called so. */
export function nameOf(awaited: Awaited, namespace: string, jobs: readonly Job[]): string {
  const { kind, name, labels, sameNode = false } = awaited
  if (awaited.namespace !== namespace) return JSON.stringify(awaited)
  if (kind === 'service') return name ?? ''
  if (kind === 'job' && name !== undefined) {
    const job = jobs.find((it) => it.metadata.name === name)
    return job ? ownerByLabels(job.metadata.labels) : name
  }
  return ownerByLabels(labels) + (sameNode ? ' on its node' : '')
}

/** What the graph says that a service or job waits for. */
export function expectedOf({ edges }: Graph, owner: string): readonly string[] {
  return edges.filter((it) => it.from === owner).map((it) => it.to + (it.local ? ' on its node' : ''))
}

/** Pods that wait for more or less than the graph says. */
export function wrongWaits(
  graph: Graph,
  namespace: string,
  pods: readonly Pod[],
  jobs: readonly Job[],
  { records }: Kubelet,
): readonly string[] {
  return pods.flatMap((pod) => {
    const waits = records.get(pod.metadata.uid!)?.waitsFor ?? []
    const found = waits.map((it) => nameOf(it, namespace, jobs)).toSorted()
    const expected = expectedOf(graph, ownerOf(pod)).toSorted()
    const same = found.join('\n') === expected.join('\n')
    return same ? [] : [`${pod.metadata.name} waits for ${found.join(', ')}, not for ${expected.join(', ')}`]
  })
}
