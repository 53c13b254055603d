import type { Cluster } from './cluster.ts'
import type { EndpointSlice, Job, KubernetesObject, Service, Workload } from './control/objects.ts'
import type { Pod } from './control/pod-objects.ts'

/** Lists the objects of a kind in a namespace; the path is that of the kind, such as `apis/apps/v1/deployments`. */
export function objectsIn<T = KubernetesObject>(
  { api }: Cluster,
  namespace: string,
  kind: string,
): Promise<readonly T[]> {
  const at = kind.lastIndexOf('/')
  return api.list<T>(`/${kind.slice(0, at)}/namespaces/${namespace}${kind.slice(at)}`)
}

/** What runs in a namespace. */
export interface Observed {
  readonly workloads: readonly Workload[]
  readonly pods: readonly Pod[]
  readonly jobs: readonly Job[]
  readonly services: readonly Service[]
  readonly slices: readonly EndpointSlice[]
}

/** Reads what runs in a namespace. */
export async function observe(cluster: Cluster, namespace: string): Promise<Observed> {
  const kinds = ['Deployment', 'StatefulSet', 'DaemonSet'] as const
  const workloads = kinds.map(async (kind) => {
    const found = await objectsIn<Workload>(cluster, namespace, `apis/apps/v1/${kind.toLowerCase()}s`)
    return found.map((it) => ({ ...it, kind })) // A list does not repeat the kind.
  })
  const [found, pods, jobs, services, slices] = await Promise.all([
    Promise.all(workloads),
    cluster.pods(namespace),
    cluster.jobs(namespace),
    objectsIn<Service>(cluster, namespace, 'api/v1/services'),
    objectsIn<EndpointSlice>(cluster, namespace, 'apis/discovery.k8s.io/v1/endpointslices'),
  ])
  return { workloads: found.flat(), pods, jobs, services: services.map(withPorts), slices }
}

/** The API leaves out the ports of a Service that only gives names to members. */
function withPorts(service: Service): Service {
  return { ...service, spec: { ...service.spec, ports: service.spec.ports ?? [] } }
}
