import type { Client } from '../model/deployment.ts'
import type { LinkedService } from '../model/linked.ts'

/**
 * Who connects to each service, by its name: all whose needs it meets, on the ports that the needs mean,
 * and all who were given its address, on that address's port.
 */
export function clientsOf(services: readonly LinkedService[]): ReadonlyMap<string, readonly Client[]> {
  const found = new Map<string, Map<string, { service: LinkedService; ports: Set<string> }>>()
  const add = (provider: string, service: LinkedService, ports: readonly string[]): void => {
    const clients = found.get(provider) ?? new Map<string, { service: LinkedService; ports: Set<string> }>()
    found.set(provider, clients)
    const client = clients.get(service.name) ?? { service, ports: new Set<string>() }
    clients.set(service.name, client)
    for (const port of ports) client.ports.add(port)
  }
  for (const service of services) {
    for (const { provider, port } of service.needs.values())
      add(provider.name, service, port ? [port.name] : [])
    for (const [provider, ports] of service.contacts)
      if (provider !== service.name) add(provider, service, [...ports])
  }
  return new Map([...found].map(([provider, clients]) => [provider, sorted(clients)]))
}

function sorted(
  clients: ReadonlyMap<string, { readonly service: LinkedService; readonly ports: ReadonlySet<string> }>,
): readonly Client[] {
  return [...clients]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, { service, ports }]) =>
      networksOf(service).map((hostNetwork) => ({
        name,
        hostNetwork,
        nodes: service.nodes,
        ports: [...ports].sort(),
      })),
    )
}

/** Where the pods of a service are, its jobs among them: those of a need are not on the host network, whoever carries them. */
function networksOf({ hostNetwork, jobs }: LinkedService): readonly boolean[] {
  return [...new Set([hostNetwork, ...jobs.map((it) => it.hostNetwork)])]
}
