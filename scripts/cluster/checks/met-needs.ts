import type { TopologyService } from '../project.ts'
import type { Definition } from './definitions.ts'
import type { Network, Wanted } from './network.ts'
import { serviceOf } from './placement.ts'

/**
 * Connections that pods of a namespace may open because their definition states a need, also where no file tells them an
 * address: they find it in a catalogue at run time. Where several services meet a need, what pods were told decides.
 */
export function metNeeds(
  network: Network,
  namespace: string,
  services: readonly TopologyService[],
  definitions: ReadonlyMap<string, Definition>,
): readonly Wanted[] {
  const { pods = [], services: objects = [] } = network.spaces.get(namespace) ?? {}
  const definitionOf = (name: string) =>
    definitions.get(services.find((it) => it.name === name)?.definition ?? '')
  return pods.flatMap((client) =>
    kindsOf(definitionOf(serviceOf(client.metadata.labels))?.service.needs).flatMap((kind) => {
      const providers = services.filter((it) => portOf(definitionOf(it.name), kind) !== undefined)
      const [provider, ...others] = providers
      const service = objects.find((it) => it.metadata.name === provider?.name)
      if (!provider || !service || others.length > 0) return []
      const port = portOf(definitionOf(provider.name), kind)
      const targets = pods
        .filter((it) => it !== client && serviceOf(it.metadata.labels) === provider.name)
        .flatMap((pod) =>
          pod.spec.containers
            .flatMap((it) => it.ports ?? [])
            .filter((it) => it.name === port)
            .map((it) => ({ pod, port: it.containerPort, protocol: it.protocol ?? 'TCP' })),
        )
      return [{ client, contact: { service, ports: [] }, targets }]
    }),
  )
}

function kindsOf(needs: Definition['service']['needs']): readonly string[] {
  if (Array.isArray(needs)) return needs as readonly string[]
  return Object.entries(needs ?? {}).map(
    ([name, it]) => (it as { readonly kind?: string } | null)?.kind ?? name,
  )
}

function portOf(definition: Definition | undefined, kind: string): string | undefined {
  const provides = definition?.service.provides
  return Array.isArray(provides)
    ? undefined
    : (provides as Readonly<Record<string, { readonly port?: string } | null>> | undefined)?.[kind]?.port
}
