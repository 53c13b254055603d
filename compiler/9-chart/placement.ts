import { lexicographic } from '../lib/lexicographic.ts'
import type { YamlMap } from '../lib/yaml-piece.ts'
import type { Context } from './context.ts'
import { selectorLabels } from './labels.ts'

/**
 * The nodes on which the pods of a service run, jobs as well: with a node list of their own, jobs would be renamed
 * whenever any node joins the environment, and everything that waits for them would restart.
 */
export function nodePlacement({ environment, service }: Context): YamlMap {
  if (environment.placement === 'labels')
    return { nodeSelector: { [`${environment.namespace}.oskc.io/${service.name}`]: '' } }
  const values = [...new Set(service.nodes.map((it) => it.hostname))].sort(lexicographic)
  const expression = { key: 'kubernetes.io/hostname', operator: 'In', values }
  const required = { nodeSelectorTerms: [{ matchExpressions: [expression] }] }
  return { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } } }
}

/** How the pods of a workload keep apart from each other, beside the nodes on which they run. */
export function workloadPlacement(context: Context): YamlMap {
  const nodes = nodePlacement(context)
  if (context.service.kind === 'DaemonSet') return nodes
  if (keepsApart(context)) {
    const affinity = { ...(nodes['affinity'] as YamlMap | undefined), podAntiAffinity: antiAffinity(context) }
    return { ...nodes, affinity }
  }
  const spread = {
    maxSkew: 1,
    topologyKey: 'kubernetes.io/hostname',
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: selectorLabels(context) },
  }
  return { ...nodes, topologySpreadConstraints: [spread] }
}

/** Whether two pods of the service may never share a node: it says so, or they would share a directory of the host. */
export function keepsApart({ environment, service, knobs }: Context): boolean {
  return service.antiAffinity !== undefined || (environment.storage.provider === 'host' && knobs.storesData)
}

function antiAffinity(context: Context): YamlMap {
  const { 'app.kubernetes.io/instance': _, ...anywhere } = selectorLabels(context)
  const global = context.service.antiAffinity === 'global'
  const term = {
    labelSelector: { matchLabels: global ? anywhere : selectorLabels(context) },
    namespaceSelector: global ? {} : undefined,
    topologyKey: 'kubernetes.io/hostname',
  }
  return { requiredDuringSchedulingIgnoredDuringExecution: [term] }
}
