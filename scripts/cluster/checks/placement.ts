import { selects } from '../control/label-selector.ts'
import type { Job, LabelSelector, Node, StringMap, Workload } from '../control/objects.ts'
import type { Pod, PodSpec } from '../control/pod-objects.ts'
import type { TopologyEnvironment, TopologyService } from '../project.ts'

/* What the cluster made of an environment, compared with what `oskc topology` says; each complaint is a sentence. */

export const nameLabel = 'app.kubernetes.io/name'
export const componentLabel = 'app.kubernetes.io/component'

/** Pods that are missing, too many, or on a node that the topology does not name. */
export function misplacedPods(environment: TopologyEnvironment, pods: readonly Pod[]): readonly string[] {
  const servers = pods.filter((it) => it.metadata.labels?.[componentLabel] === 'server')
  const known = new Set(environment.services.map((it) => it.name))
  const strangers = servers.filter((it) => !known.has(serviceOf(it.metadata.labels)))
  return [
    ...strangers.map((it) => `${it.metadata.name} belongs to no service of the topology`),
    ...environment.services.flatMap((service) =>
      misplaced(
        service,
        servers.filter((it) => serviceOf(it.metadata.labels) === service.name),
      ),
    ),
    ...wrongNodes(environment, servers),
  ]
}

function misplaced(
  { name, kind, replicas, nodes }: TopologyService,
  pods: readonly Pod[],
): readonly string[] {
  const found = pods.map((it) => it.spec.nodeName ?? 'no node')
  const outside = found.filter((it) => !nodes.includes(it)).map((it) => `${name} runs on ${it}`)
  const wanted = kind === 'DaemonSet' ? nodes.length : replicas
  const count = found.length === wanted ? [] : [`${name} has ${found.length} pods, not ${wanted}`]
  const bare = nodes.filter((it) => !found.includes(it))
  return [...outside, ...count, ...(kind === 'DaemonSet' ? bare.map((it) => `${name} is not on ${it}`) : [])]
}

/** The other direction: what the topology says of each node. */
function wrongNodes({ nodes }: TopologyEnvironment, pods: readonly Pod[]): readonly string[] {
  return pods.flatMap(({ metadata, spec }) => {
    const there = nodes.find((it) => it.name === spec.nodeName)?.services ?? []
    return there.includes(serviceOf(metadata.labels))
      ? []
      : [`${metadata.name} is not what ${spec.nodeName} has to run`]
  })
}

/** Workloads, and jobs of them, that could run on other nodes than the topology names, or not on all of these. */
export function wrongChoices(
  environment: TopologyEnvironment,
  workloads: readonly Workload[],
  jobs: readonly Job[],
  nodes: readonly Node[],
): readonly string[] {
  const wanted = (labels: StringMap | undefined): readonly string[] =>
    environment.services.find((it) => it.name === serviceOf(labels))?.nodes ?? []
  const compare = (what: string, spec: PodSpec, expected: readonly string[]): readonly string[] => {
    const found = nodes.filter((it) => mayRunOn(spec, it.metadata.labels ?? {})).map((it) => it.metadata.name)
    const same = found.toSorted().join(' ') === expected.toSorted().join(' ')
    return same ? [] : [`${what} may run on ${found.join(' ')}, not on ${expected.join(' ')}`]
  }
  return [
    ...workloads.flatMap(({ metadata, spec }) =>
      compare(metadata.name, spec.template.spec, wanted(metadata.labels)),
    ),
    ...jobs.flatMap(({ metadata, spec }) =>
      compare(metadata.name, spec.template.spec, wanted(metadata.labels)),
    ),
  ]
}

/** What a scheduler asks the labels of a node for. */
function mayRunOn({ nodeSelector = {}, affinity }: PodSpec, labels: StringMap): boolean {
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms
  const selected = Object.entries(nodeSelector).every(([key, value]) => labels[key] === value)
  return selected && (terms?.some((it: LabelSelector) => selects(it, labels)) ?? true)
}

export function serviceOf(labels: StringMap | undefined): string {
  return labels?.[nameLabel] ?? ''
}
