import { lexicographic } from '../lib/lexicographic.ts'
import type { YamlMap } from '../lib/yaml-piece.ts'
import type { Client, Port } from '../model/deployment.ts'
import type { Context } from './context.ts'
import { metadata, selectorLabels } from './labels.ts'
import type { Manifest } from './manifest.ts'

/** Who may open connections to a service. Policies do not bind pods on the host network, so those have none. */
export function networkPolicy(context: Context): readonly Manifest[] {
  if (context.service.hostNetwork) return []
  const ingress = [...published(context), ...peers(context), ...podClients(context), ...hostClients(context)]
  const object = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadata(context, context.service.name),
    spec: {
      podSelector: { matchLabels: selectorLabels(context) },
      policyTypes: ['Ingress'],
      // Kubernetes keeps no empty list: written down, it would be a change for ever, and a conflict for whoever applies it.
      ...(ingress.length > 0 && { ingress }),
    },
  }
  return [{ file: 'networkpolicy.yaml', object, when: '.Values.networkPolicy.enabled' }]
}

/** Anyone, on what is published. */
function published({ environment, service }: Context): readonly YamlMap[] {
  const ports = service.ports.filter(
    (it) => it.node !== undefined || (environment.ingress.enabled && it.ingress !== undefined),
  )
  return ports.length > 0 ? [{ ports: ports.map(policyPort) }] : []
}

/** The members of the service among themselves. */
function peers(context: Context): readonly YamlMap[] {
  const ports = context.service.ports.filter((it) => it.peers)
  if (ports.length === 0) return []
  return [{ from: [{ podSelector: { matchLabels: selectorLabels(context) } }], ports: ports.map(policyPort) }]
}

/** All pods of those who depend on it, jobs included. */
function podClients(context: Context): readonly YamlMap[] {
  const instance = { 'app.kubernetes.io/instance': context.environment.name }
  return groups(context, (it) => !it.hostNetwork).map(([ports, clients]) => {
    const values = [...new Set(clients.map((it) => it.name))].sort(lexicographic)
    const matchExpressions = [{ key: 'app.kubernetes.io/name', operator: 'In', values }]
    return {
      from: [{ podSelector: { matchLabels: instance, matchExpressions } }],
      ports: ports.map(policyPort),
    }
  })
}

/** Clients on the host network have the addresses of their nodes. */
function hostClients(context: Context): readonly YamlMap[] {
  const { hostClients, hostSourceCidrs } = context.environment
  return groups(context, (it) => it.hostNetwork).flatMap(([ports, clients]) => {
    if (hostClients === 'any') return [{ ports: ports.map(policyPort) }]
    const addresses = clients.flatMap((it) => it.nodes.flatMap((node) => node.addresses.map(range)))
    const ranges = [...new Set([...addresses, ...hostSourceCidrs])].sort(lexicographic)
    // An empty list of sources would mean anyone.
    if (ranges.length === 0) return []
    return [{ from: ranges.map((cidr) => ({ ipBlock: { cidr } })), ports: ports.map(policyPort) }]
  })
}

/** Clients of one sort, by the ports that they connect to. */
function groups(
  { service }: Context,
  accept: (client: Client) => boolean,
): readonly (readonly [readonly Port[], readonly Client[]])[] {
  const found = new Map<string, [readonly Port[], Client[]]>()
  for (const client of service.clients.filter(accept)) {
    const ports = service.ports.filter((it) => client.ports.includes(it.name))
    const key = ports.map((it) => it.name).join(' ')
    if (ports.length > 0) found.set(key, [ports, [...(found.get(key)?.[1] ?? []), client]])
  }
  return [...found.values()]
}

function policyPort({ cont, protocol }: Port): YamlMap {
  return { port: cont, protocol }
}

function range(address: string): string {
  return `${address}/${address.includes(':') ? 128 : 32}`
}
