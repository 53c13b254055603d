import type { Cluster } from '../cluster.ts'
import type { Ingress, NetworkPolicy } from '../control/network-objects.ts'
import type { KubernetesObject, Node, Service } from '../control/objects.ts'
import type { Pod } from '../control/pod-objects.ts'
import { objectsIn, observe, type Observed } from '../observe.ts'
import { admits, sourceOf, type Policies, type Source, type Target } from '../policy/admits.ts'
import { serviceOf } from './placement.ts'
import { containerPort, contactsOf, type Contact } from './traffic.ts'
import { ownerOf } from './waits.ts'

/** All that decides about connections in some namespaces, as the API server has it. */
export interface Network extends Policies {
  readonly nodes: readonly Node[]
  readonly spaces: ReadonlyMap<string, Observed & { readonly ingresses: readonly Ingress[] }>
}

/** Somewhere in the world, in no pod and on no node. */
const outside: Source = { address: '198.51.100.1' }

/** Reads the network of some namespaces. */
export async function readNetwork(cluster: Cluster, names: readonly string[]): Promise<Network> {
  const read = names.map(async (name) => {
    const observed = await observe(cluster, name)
    const policies = await objectsIn<NetworkPolicy>(
      cluster,
      name,
      'apis/networking.k8s.io/v1/networkpolicies',
    )
    const ingresses = await objectsIn<Ingress>(cluster, name, 'apis/networking.k8s.io/v1/ingresses')
    const { metadata } = await cluster.api.get<KubernetesObject>(`/api/v1/namespaces/${name}`)
    return { name, policies, labels: metadata.labels ?? {}, space: { ...observed, ingresses } }
  })
  const all = await Promise.all(read)
  return {
    policies: new Map(all.map((it) => [it.name, it.policies])),
    namespaces: new Map(all.map((it) => [it.name, it.labels])),
    spaces: new Map(all.map((it) => [it.name, it.space])),
    nodes: await cluster.api.list<Node>('/api/v1/nodes'),
  }
}

/** Connections that pods were told to open, to all members of a Service or to the one that is named. */
export interface Wanted {
  readonly client: Pod
  readonly contact: Contact
  readonly targets: readonly Target[]
}

/** All connections that pods of a namespace want to open: to other services, and among members of their own. */
export function wantedIn(network: Network, namespace: string, { kubelet }: Cluster): readonly Wanted[] {
  const { pods = [], services = [] } = network.spaces.get(namespace) ?? {}
  return pods.flatMap((client) => {
    const containers = kubelet.records.get(client.metadata.uid!)?.containers
    if (!containers) throw new Error(`Nothing is known of ${client.metadata.name}.`)
    return contactsOf(containers, services).map((contact) => ({
      ...{ client, contact },
      targets: targetsOf(client, contact, pods),
    }))
  })
}

function targetsOf(
  client: Pod,
  { service, ports, member }: Contact,
  pods: readonly Pod[],
): readonly Target[] {
  return pods
    .filter(
      (it) => it !== client && isBehind(service, it) && (member === undefined || it.metadata.name === member),
    )
    .flatMap((pod) => ports.map((it) => targetOf(pod, service, it)))
}

/** Wanted connections that would not get through; at a named member, one of its ports is enough. */
export function blocked(network: Network, wanted: readonly Wanted[]): readonly string[] {
  return wanted.flatMap(({ client, contact, targets }) => {
    const through = targets.filter((it) => admits(network, sourceOf(client), it))
    const enough = contact.member === undefined ? through.length === targets.length : through.length > 0
    return enough || targets.length === 0
      ? []
      : [`${client.metadata.name} does not reach ${contact.service.metadata.name}`]
  })
}

function isBehind({ metadata, spec }: Service, { metadata: { labels } }: Pod): boolean {
  return (
    serviceOf(metadata.labels) === serviceOf(labels) &&
    Object.entries(spec.selector ?? {}).every(([key, value]) => labels?.[key] === value)
  )
}

function targetOf(pod: Pod, service: Service, port: number): Target {
  const protocol = service.spec.ports.find((it) => it.port === port)?.protocol ?? 'TCP'
  return { pod, port: containerPort(pod, service, port) ?? 0, protocol }
}

/** Every port of the pods of a namespace that policies can protect. */
export function protectedPorts(pods: readonly Pod[]): readonly Target[] {
  return pods
    .filter((it) => !it.spec.hostNetwork)
    .flatMap((pod) =>
      pod.spec.containers.flatMap(({ ports = [] }) =>
        ports.map(({ containerPort: port, protocol = 'TCP' }) => ({ pod, port, protocol })),
      ),
    )
}

/** `CLIENT -> SERVER:PORT` for all connections from one namespace to another that would get through. */
export function openBetween(network: Network): readonly string[] {
  const open = new Set<string>()
  for (const [from, { pods: clients }] of network.spaces)
    for (const [to, { pods }] of network.spaces)
      if (from !== to)
        for (const target of protectedPorts(pods))
          for (const client of clients)
            if (admits(network, sourceOf(client), target) && !admits(network, outside, target))
              open.add(`${from}/${ownerOf(client)} -> ${to}/${ownerOf(target.pod)}:${target.port}`)
  return [...open].sort()
}

/** `CLIENT SERVER PORT` for all connections inside a namespace that would get through and are not published. */
export function openWithin(network: Network, namespace: string): readonly string[] {
  const { pods = [] } = network.spaces.get(namespace) ?? {}
  const open = protectedPorts(pods)
    .filter((it) => !admits(network, outside, it))
    .flatMap((target) =>
      pods
        .filter((client) => client !== target.pod && admits(network, sourceOf(client), target))
        .map(
          (client) =>
            `${serviceOf(client.metadata.labels)} ${serviceOf(target.pod.metadata.labels)} ${target.port}`,
        ),
    )
  return [...new Set(open)].sort()
}

/** Ports that are published by a port of the nodes or an Ingress: `SERVER:PORT`, those of containers. */
export function published(network: Network, namespace: string): readonly string[] {
  const { pods = [], services = [], ingresses = [] } = network.spaces.get(namespace) ?? {}
  const backends = ingresses.flatMap(({ spec }) => [
    ...(spec.rules ?? []).flatMap((it) => it.http?.paths.map((path) => path.backend) ?? []),
    ...(spec.defaultBackend ? [spec.defaultBackend] : []),
  ])
  const wanted = services.flatMap((service) =>
    service.spec.ports
      .filter(({ nodePort, name, port }) => {
        const own = backends
          .filter((it) => it.service?.name === service.metadata.name)
          .map((it) => it.service!.port)
        return nodePort !== undefined || own.some((it) => it.name === name || it.number === port)
      })
      .flatMap(({ port }) =>
        pods.filter((it) => isBehind(service, it)).map((pod) => targetOf(pod, service, port)),
      ),
  )
  return namesOf(wanted)
}

/** Ports that somebody outside the cluster gets through to. */
export function openToAll(network: Network, namespace: string): readonly string[] {
  const { pods = [] } = network.spaces.get(namespace) ?? {}
  return namesOf(protectedPorts(pods).filter((it) => admits(network, outside, it)))
}

function namesOf(targets: readonly Target[]): readonly string[] {
  return [...new Set(targets.map((it) => `${ownerOf(it.pod)}:${it.port}`))].sort()
}
