import type { Service, StringMap, Workload } from '../cluster/control/objects.ts'
import type { Pod, PodSpec } from '../cluster/control/pod-objects.ts'
import type { Manifests } from './manifests.ts'
import { makeHost, type Host } from './network.ts'

/** A pod that is to run, and where. */
export interface PlannedPod {
  /** Of the workload or job. */
  readonly name: string
  readonly kind: 'server' | 'job'
  /** The instance that it belongs to. */
  readonly service: string
  /** Kubernetes Services that lead to it. */
  readonly services: readonly string[]
  readonly pod: Pod
  readonly host: Host
  /** How often a job that failed runs again. */
  readonly retries: number
}

/** All pods of an environment, spread over the nodes, and the names under which they find each other. */
export function plannedPods(
  manifests: Manifests,
  interfaces: ReadonlyMap<string, readonly string[]>,
  bare: readonly string[] = [],
): { readonly pods: readonly PlannedPod[]; readonly hosts: string } {
  const nodes = new Map([...interfaces].map(([name, devices]) => [name, makeHost(name, devices, bare)]))
  const plan = (
    name: string,
    kind: PlannedPod['kind'],
    labels: StringMap,
    template: PodSpec,
    podName: string,
    turn: number,
    { node, retries = 0 }: { readonly node?: string | undefined; readonly retries?: number } = {},
  ): PlannedPod => {
    const allowed = nodesOf(template, [...nodes.keys()])
    const nodeName = node ?? allowed[turn % allowed.length]!
    const nodeHost = nodes.get(nodeName)!
    const host = template.hostNetwork ? nodeHost : makeHost(podName)
    const metadata = { name: podName, namespace: manifests.namespace, uid: podName, labels }
    const pod: Pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata,
      spec: { ...template, nodeName },
      status: { podIP: host.address, podIPs: [{ ip: host.address }], hostIP: nodeHost.address },
    }
    const services = manifests.services.filter((it) => selects(it, labels)).map((it) => it.metadata.name)
    const service = labels['app.kubernetes.io/name'] ?? name
    return { name, kind, service, services: kind === 'job' ? [] : services, pod, host, retries }
  }
  const servers = manifests.workloads.flatMap((workload) => {
    const { name } = workload.metadata
    const { metadata, spec } = workload.spec.template
    return podNames(workload, [...nodes.keys()]).map(([podName, node], index) =>
      plan(name, 'server', metadata.labels ?? {}, withClaims(workload, spec, podName), podName, index, {
        node,
      }),
    )
  })
  const jobs = manifests.jobs.map((job) => {
    const { metadata, spec } = job.spec.template as Workload['spec']['template']
    const retries = job.spec.backoffLimit ?? 6
    return plan(job.metadata.name, 'job', metadata.labels ?? {}, spec, job.metadata.name, 0, { retries })
  })
  const pods = [...servers, ...jobs]
  return { pods, hosts: hostsFile(pods, manifests) }
}

/** Names of a workload's pods; those of a DaemonSet with the node of each. */
function podNames(
  { kind, metadata: { name }, spec }: Workload,
  nodes: readonly string[],
): readonly (readonly [string, string?])[] {
  if (kind === 'DaemonSet')
    return nodesOf(spec.template.spec, nodes).map((node) => [`${name}-${node}`, node] as const)
  return Array.from({ length: spec.replicas ?? 1 }, (_, index) => [`${name}-${index}`] as const)
}

/** The nodes that a pod may run on, by the host names of its affinity. */
function nodesOf({ affinity }: PodSpec, nodes: readonly string[]): readonly string[] {
  const terms =
    affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []
  const values = terms.flatMap((it) =>
    (it.matchExpressions ?? []).flatMap((expression) => expression.values ?? []),
  )
  return values.length > 0 ? nodes.filter((it) => values.includes(it)) : nodes
}

function withClaims({ spec: { volumeClaimTemplates = [] } }: Workload, spec: PodSpec, pod: string): PodSpec {
  const claims = volumeClaimTemplates.map(({ metadata: { name } }) => ({
    name,
    persistentVolumeClaim: { claimName: `${name}-${pod}` },
  }))
  return { ...spec, volumes: [...(spec.volumes ?? []), ...claims] }
}

function selects({ spec: { selector } }: Service, labels: StringMap): boolean {
  return selector !== undefined && Object.entries(selector).every(([key, value]) => labels[key] === value)
}

function hostsFile(pods: readonly PlannedPod[], { namespace }: Manifests): string {
  const lines = pods.flatMap(({ kind, pod, host, services }) => {
    const inside = (name: string) => `${name}.${namespace}.svc.cluster.local`
    const own = services.flatMap((it) => [inside(it), inside(`${pod.metadata.name}.${it}`)])
    return kind === 'job' ? [] : [[host.address, ...own, pod.metadata.name].join(' ')]
  })
  return ['127.0.0.1 localhost', '::1 localhost', ...lines, ''].join('\n')
}
