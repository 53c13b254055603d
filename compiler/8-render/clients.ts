import type { Client } from '../model/deployment.ts'
import type { LinkedService } from '../model/linked.ts'

/**
 * Who connects to each service, by its name: all whose needs it meets, on the ports that the needs mean, and all who
 * were given its address, on that address's port. Who merely waits for it may connect to any port but those of its members.
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
  const openPorts = new Map(
    services.map((it) => [it.name, it.ports.filter((port) => !port.peers).map((port) => port.name)]),
  )
  for (const service of services) {
    for (const { provider, port } of service.needs.values())
      add(provider.name, service, port ? [port.name] : [])
    for (const [provider, ports] of service.contacts) add(provider, service, [...ports])
    for (const provider of waitedFor(service))
      if (!found.get(provider)?.has(service.name)) add(provider, service, openPorts.get(provider) ?? [])
  }
  return new Map([...found].map(([provider, clients]) => [provider, sorted(clients)]))
}

/** The services that the pods of a service, or its jobs, wait for: itself, for jobs that come after its start. */
function waitedFor({ waits, jobs }: LinkedService): ReadonlySet<string> {
  return new Set([waits, ...jobs.map((it) => it.waits)].flatMap((it) => [...it.services, ...it.local]))
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
