import type { Cluster } from '../cluster.ts'
import { selects } from '../control/label-selector.ts'
import type { KubernetesObject, LabelSelector, Workload } from '../control/objects.ts'
import type { Pod } from '../control/pod-objects.ts'
import { objectsIn, observe } from '../observe.ts'
import { serviceOf } from './placement.ts'
import { ownerOf } from './waits.ts'

interface Budget extends KubernetesObject {
  readonly spec: { readonly selector: LabelSelector; readonly maxUnavailable?: number }
  readonly status?: {
    readonly observedGeneration?: number
    readonly expectedPods: number
    readonly currentHealthy: number
    readonly disruptionsAllowed: number
  }
}

/** Whether no two pods of a workload may share a node. */
export function keepsApart({ spec }: Workload): boolean {
  return (
    (spec.template.spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [])
      .length > 0
  )
}

/** Nodes with more than one pod of a workload whose pods keep apart. */
export function crowded(workloads: readonly Workload[], pods: readonly Pod[]): readonly string[] {
  return workloads.filter(keepsApart).flatMap(({ metadata, spec }) => {
    const nodes = pods
      .filter(
        (it) => selects(spec.selector, it.metadata.labels) && it.metadata.namespace === metadata.namespace,
      )
      .flatMap((it) => it.spec.nodeName ?? [])
    const twice = nodes.filter((it, index) => nodes.indexOf(it) !== index)
    return twice.map((it) => `${metadata.name} is on ${it} more than once`)
  })
}

/** Budgets that do not count exactly the pods of their workload, or that let more than one go at a time. */
export async function wrongBudgets(cluster: Cluster, namespace: string): Promise<readonly string[]> {
  const { workloads, pods } = await observe(cluster, namespace)
  const budgets = await objectsIn<Budget>(cluster, namespace, 'apis/policy/v1/poddisruptionbudgets')
  const drained = workloads.filter((it) => it.kind !== 'DaemonSet')
  const without = drained.filter(
    (it) => !budgets.some((budget) => serviceOf(budget.metadata.labels) === it.metadata.name),
  )
  return [
    ...without.map((it) => `${it.metadata.name} has no budget`),
    ...budgets.flatMap(({ metadata, spec, status }) => {
      const own = pods.filter((it) => ownerOf(it) === serviceOf(metadata.labels))
      const meant = pods.filter((it) => selects(spec.selector, it.metadata.labels))
      if (meant.some((it) => !own.includes(it)) || meant.length !== own.length)
        return [`the budget ${metadata.name} means other pods`]
      const { expectedPods = -1, currentHealthy = -1, disruptionsAllowed = -1 } = status ?? {}
      const counted = expectedPods === own.length && currentHealthy === own.length && disruptionsAllowed === 1
      return counted
        ? []
        : [`the budget ${metadata.name} counts ${expectedPods}, ${currentHealthy}, ${disruptionsAllowed}`]
    }),
  ]
}
