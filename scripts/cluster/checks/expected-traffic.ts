import type { Node } from '../control/objects.ts'
import type { Pod } from '../control/pod-objects.ts'
import type { TopologyService } from '../project.ts'
import type { definitionsOf } from './definitions.ts'
import { peerPorts } from './definitions.ts'
import type { Network, Wanted } from './network.ts'
import { protectedPorts } from './network.ts'
import { serviceOf } from './placement.ts'
import { ownerOf } from './waits.ts'

/* What may be open at most: what pods were told to connect to, and what that opens on the network of the nodes. */

/** `CLIENT SERVER PORT` for all that the pods of a namespace want, and for members of a service among themselves. */
export function wantedWithin(
  network: Network,
  namespace: string,
  wanted: readonly Wanted[],
  services: readonly TopologyService[],
  definitions: ReturnType<typeof definitionsOf>,
): readonly string[] {
  const { pods = [] } = network.spaces.get(namespace) ?? {}
  const told = wanted.flatMap(({ client, targets }) =>
    targets.map(
      (it) => `${serviceOf(client.metadata.labels)} ${serviceOf(it.pod.metadata.labels)} ${it.port}`,
    ),
  )
  const peers = protectedPorts(pods).flatMap(({ pod, port }) => {
    const name = serviceOf(pod.metadata.labels)
    const definition = definitions.get(services.find((it) => it.name === name)?.definition ?? '')
    const names = definition ? peerPorts(definition) : []
    const own = pod.spec.containers.flatMap((it) => it.ports ?? [])
    return own.some((it) => it.containerPort === port && names.includes(it.name ?? ''))
      ? [`${name} ${name} ${port}`]
      : []
  })
  const shared = sharing(network, wanted, services).flatMap(({ addresses, targets }) =>
    pods
      .filter((it) => it.spec.hostNetwork && addresses.has(it.status?.podIP ?? ''))
      .flatMap((it) => targets.map((target) => `${nameOf(it)} ${nameOf(target.pod)} ${target.port}`)),
  )
  return [...new Set([...told, ...peers, ...shared])]
}

/** Whom the addresses of nodes let in where a client is on the host network: all nodes on which its service runs. */
function sharing(
  network: Network,
  wanted: readonly Wanted[],
  services: readonly TopologyService[],
): readonly { readonly addresses: ReadonlySet<string>; readonly targets: Wanted['targets'] }[] {
  // A service has its rights as a whole: those of its jobs are those of its pods on the host network, too.
  const onHosts = new Set(wanted.filter((it) => it.client.spec.hostNetwork).map((it) => nameOf(it.client)))
  return wanted
    .filter((it) => onHosts.has(nameOf(it.client)))
    .map(({ client, targets }) => {
      const nodes = services.find((it) => it.name === nameOf(client))?.nodes ?? []
      const there = network.nodes.filter((it) => nodes.includes(it.metadata.name))
      return { addresses: new Set(there.flatMap(addressesOf)), targets }
    })
}

/**
 * `CLIENT -> SERVER:PORT` for connections from one namespace to another that no policy can refuse: a client on the host
 * network has the address of its node, which it shares with the clients there that are meant.
 */
export function unavoidable(
  network: Network,
  wanted: ReadonlyMap<string, readonly Wanted[]>,
  services: ReadonlyMap<string, readonly TopologyService[]>,
): readonly string[] {
  const open = new Set<string>()
  for (const [to, all] of wanted)
    for (const { addresses, targets } of sharing(network, all, services.get(to) ?? []))
      for (const [from, { pods }] of network.spaces)
        for (const pod of pods)
          if (from !== to && pod.spec.hostNetwork && addresses.has(pod.status?.podIP ?? ''))
            for (const it of targets)
              open.add(`${from}/${ownerOf(pod)} -> ${to}/${ownerOf(it.pod)}:${it.port}`)
  return [...open].sort()
}

function nameOf({ metadata }: Pod): string {
  return serviceOf(metadata.labels)
}

function addressesOf({ status }: Node): readonly string[] {
  return (status?.addresses ?? []).filter((it) => it.type === 'InternalIP').map((it) => it.address)
}
