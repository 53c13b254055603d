import { admits, sourceOf } from '../policy/admits.ts'
import type { Graph, TopologyService } from '../project.ts'
import { peerPorts, type definitionsOf } from './definitions.ts'
import { protectedPorts, type Network } from './network.ts'
import { serviceOf } from './placement.ts'
import { ownerOf } from './waits.ts'

/* Connections that follow from the graph and the definitions, whether or not any file names an address. */

/** Pods and jobs that get through to no port of a service that they wait for. */
export function unreachable(network: Network, namespace: string, { edges }: Graph): readonly string[] {
  const { pods = [] } = network.spaces.get(namespace) ?? {}
  const targets = protectedPorts(pods)
  return pods.flatMap((client) =>
    edges
      .filter((it) => it.from === ownerOf(client))
      .flatMap(({ to }) => {
        const ports = targets.filter((it) => it.pod !== client && ownerOf(it.pod) === to)
        const through = ports.some((it) => admits(network, sourceOf(client), it))
        return ports.length === 0 || through
          ? []
          : [`${client.metadata.name} waits for ${to}, and reaches no port of it`]
      }),
  )
}

/** Members of a service that do not get through to each other on all ports that are for that. */
export function partedMembers(
  network: Network,
  namespace: string,
  services: readonly TopologyService[],
  definitions: ReturnType<typeof definitionsOf>,
): readonly string[] {
  const { pods = [] } = network.spaces.get(namespace) ?? {}
  return services.flatMap(({ name, definition }) => {
    const known = definitions.get(definition)
    const peers = known ? peerPorts(known) : []
    const members = pods.filter((it) => ownerOf(it) === name)
    return protectedPorts(members)
      .filter(({ pod, port }) =>
        pod.spec.containers.some(({ ports = [] }) =>
          ports.some((it) => it.containerPort === port && peers.includes(it.name ?? '')),
        ),
      )
      .flatMap((target) =>
        members
          .filter((it) => it !== target.pod && !admits(network, sourceOf(it), target))
          .map(
            (it) =>
              `${it.metadata.name} does not reach the member ${target.pod.metadata.name} of ${serviceOf(it.metadata.labels)} at ${target.port}`,
          ),
      )
  })
}
