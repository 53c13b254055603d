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
  const clients = services.filter((it) => !it.hostNetwork).flatMap((it) => it.clients)
  const shutOut = clients
    .filter((it) => it.hostNetwork && it.ports.length > 0)
    .flatMap(({ name, nodes }) =>
      nodes.filter((it) => it.addresses.length === 0).map((node) => ({ client: name, node: node.name })),
    )
  const names = (all: readonly string[]) => [...new Set(all)].sort()
  if (shutOut.length > 0)
    report.push(noAddresses(at, names(shutOut.map((it) => it.client)), names(shutOut.map((it) => it.node))))
}
