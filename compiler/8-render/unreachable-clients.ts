import type { Report } from '../diagnostic.ts'
import type { DeployedEnvironment } from '../model/deployment.ts'
import type { Place } from '../model/node.ts'
import { noAddresses } from './problems.ts'

/** Warns of services that network policies shut out: their pods come with the address of a node that has none here. */
export function reportUnreachableClients(
  { hostClients, hostSourceCidrs, services }: DeployedEnvironment,
  at: Place,
  report: Report,
): void {
  if (hostClients === 'any' || hostSourceCidrs.length > 0) return
  const shutOut = services
    .filter((it) => !it.hostNetwork)
    .flatMap((it) => it.clients)
    .filter((it) => it.hostNetwork && it.ports.length > 0)
  const names = (of: readonly string[]) => [...new Set(of)].sort()
  const without = (nodes: (typeof shutOut)[number]['nodes']) =>
    nodes.filter((it) => it.addresses.length === 0)
  const clients = names(shutOut.flatMap((it) => (without(it.nodes).length > 0 ? [it.name] : [])))
  const nodes = names(shutOut.flatMap((it) => without(it.nodes).map((node) => node.name)))
  if (clients.length > 0) report.push(noAddresses(at, clients, nodes))
}
