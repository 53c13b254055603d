import { problem } from '../diagnostic.ts'
import { listed } from '../lib/listed.ts'
import type { Place } from '../model/node.ts'

/** One side of a clash. */
export interface Side {
  readonly environment: string
  readonly service: string
  /** What clashes. */
  readonly at: Place
  /** Where a role names the service. */
  readonly placed: Place
}

/**
 * Two services publish the same node port.
 * A node port belongs to the whole cluster: Kubernetes would refuse the second.
 * Give one of them another port.
 */
export const nodePortTaken = problem('isolate/node-port', (port: number, one: Side, other: Side) => ({
  at: one.at,
  message: `${named(one)} publishes the node port ${port}, which ${named(other)} publishes already.`,
  related: [{ message: `the other one: ${named(other)}`, at: other.at }],
}))

/**
 * Two environments use the same ingress host name.
 * Requests would reach one of them, and which one would be chance.
 * Give them different `ingress.domain`.
 */
export const ingressHostTaken = problem('isolate/ingress-host', (host: string, one: Side, other: Side) => ({
  at: one.at,
  message: `${named(one)} answers to the host name ${host}, which ${named(other)} uses already.`,
  related: [{ message: `the other one: ${named(other)}`, at: other.at }],
  hint: 'Give the environments different configs.ingress.domain.',
}))

/**
 * Two services on the host network of one node listen on the same port.
 * The second would not start.
 * Give one of them another port, or place them on different nodes.
 */
export const hostPortTaken = problem(
  'isolate/host-port',
  (port: number, nodes: readonly string[], one: Side, other: Side) => ({
    at: one.at,
    message: `${named(one)} and ${named(other)} both listen on port ${port} of ${listed(nodes)}.`,
    related: [{ message: `${named(other)} is placed here`, at: other.at }],
  }),
)

/**
 * Two services claim the same resource of one host: a directory, a bridge, a socket.
 * They would destroy each other's data or traffic.
 * Place them on different nodes, or change the name of the resource.
 */
export const hostResourceTaken = problem(
  'isolate/host-resource',
  (kind: string, name: string, nodes: readonly string[], one: Side, other: Side) => ({
    at: one.at,
    message: `${named(one)} and ${named(other)} both claim the ${kind} ${name} on ${listed(nodes)}.`,
    related: [{ message: `${named(other)} is placed here`, at: other.at }],
  }),
)

/**
 * Two environments place a service on one node that can run there only once.
 * The two would destroy each other.
 * Give each environment nodes of its own for it.
 */
export const hostTaken = problem(
  'isolate/host-exclusive',
  (nodes: readonly string[], one: Side, other: Side) => ({
    at: one.at,
    message: `${named(one)} and ${named(other)} are both placed on ${listed(nodes)}, but only one of them can run on a node.`,
    related: [{ message: `${named(other)} is placed here`, at: other.at }],
  }),
)

function named({ environment, service }: Side): string {
  return `"${service}" of ${environment}`
}
