import { parse } from 'yaml'
import type { Cluster } from '../cluster.ts'
import type { Project } from '../project.ts'
import type { Network } from './network.ts'
import { textsOf } from './traffic.ts'

interface Outside {
  readonly k8s_external_ip?: string
  readonly ingress?: { readonly enabled?: boolean; readonly domain?: string }
}

const known = new WeakMap<Project, Map<string, Outside>>()

/**
 * Addresses for people outside the cluster that pods were told, such as those of a catalogue of services, at which there
 * is nothing: no port of the nodes, or no host of an Ingress that leads to a Service with such a port.
 */
export function deadAddresses(
  network: Network,
  namespace: string,
  project: Project,
  { kubelet }: Cluster,
): readonly string[] {
  const { pods = [], services = [], ingresses = [] } = network.spaces.get(namespace) ?? {}
  const { k8s_external_ip: address, ingress } = outsideOf(project, namespace)
  const texts = pods.flatMap(({ metadata }) =>
    [...(kubelet.records.get(metadata.uid!)?.containers?.values() ?? [])].flatMap(textsOf),
  )
  const found = (pattern: string): readonly string[] => [
    ...new Set(
      texts.flatMap((it) => Array.from(it.matchAll(new RegExp(pattern, 'g')), (match) => match[1]!)),
    ),
  ]
  const literal = (text: string): string => text.replaceAll('.', '\\.')
  const nodePorts = services.flatMap((it) => it.spec.ports.map((port) => String(port.nodePort)))
  const hosts = ingresses
    .flatMap((it) => it.spec.rules ?? [])
    .filter(({ http }) =>
      http?.paths.some(({ backend }) =>
        services.some(
          ({ metadata, spec }) =>
            metadata.name === backend.service?.name &&
            spec.ports.some((it) =>
              [it.name, it.port].includes(backend.service?.port.name ?? backend.service?.port.number),
            ),
        ),
      ),
    )
    .map((it) => it.host ?? '')
  const ports = address ? found(`(?<![\\d.])${literal(address)}:(\\d+)\\b`) : []
  const names = ingress?.enabled && ingress.domain ? found(`([\\w-]+\\.${literal(ingress.domain)})\\b`) : []
  return [
    ...ports.filter((it) => !nodePorts.includes(it)).map((it) => `there is nothing at ${address}:${it}`),
    ...names.filter((it) => !hosts.includes(it)).map((it) => `there is nothing at ${it}`),
  ]
}

/** The settings by which an environment says how it is reached. */
function outsideOf(project: Project, environment: string): Outside {
  const all = known.get(project) ?? new Map<string, Outside>()
  known.set(project, all)
  if (!all.has(environment)) {
    const { configs } = parse(project.oskc('config', environment)) as { readonly configs: Outside }
    all.set(environment, configs)
  }
  return all.get(environment)!
}
