import type { Service } from '../control/objects.ts'
import type { Pod } from '../control/pod-objects.ts'
import type { ContainerContent } from '../kubelet/start-pod.ts'

/** A place that somebody was told to connect to. */
export interface Contact {
  readonly service: Service
  /** Of the Service: the one that is meant; where a name stands alone, those whose numbers are somewhere else, or all. */
  readonly ports: readonly number[]
  /** The one member that is meant. */
  readonly member?: string
}

/**
 * The Services that a pod will connect to: the addresses in its files, its environment and its commands. That is what
 * its programs know, whoever wrote it there.
 */
export function contactsOf(
  containers: ReadonlyMap<string, ContainerContent>,
  services: readonly Service[],
): readonly Contact[] {
  const text = [...containers.values()].flatMap(textsOf).join('\n')
  const found = new Map<string, Contact>()
  for (const [address, member, name, namespace, port] of text.matchAll(
    /(?:([\w-]+)\.)?([\w-]+)\.([\w-]+)\.svc\b[\w.-]*(?::(\d+))?/g,
  )) {
    const service = services.find((it) => it.metadata.name === name && it.metadata.namespace === namespace)
    if (!service) throw new Error(`There is no Service for the address ${address}.`)
    const all = service.spec.ports.map((it) => it.port)
    const said = all.filter((it) => new RegExp(`\\b${it}\\b`).test(text))
    const ports = port ? [Number(port)] : said.length > 0 ? said : all
    found.set(address, { service, ports, ...(member && { member }) })
  }
  return [...found.values()]
}

/** All that the programs of a container are told. */
export function textsOf({ env, files, command }: ContainerContent): readonly string[] {
  return [...env.values(), ...command, ...[...files.values()].map((it) => it.bytes.toString('utf8'))]
}

/** The port of a pod's containers to which a port of a Service leads. */
export function containerPort(pod: Pod, { spec }: Service, port: number): number | undefined {
  const { targetPort = port } = spec.ports.find((it) => it.port === port) ?? {}
  if (typeof targetPort === 'number') return targetPort
  return pod.spec.containers.flatMap((it) => it.ports ?? []).find((it) => it.name === targetPort)
    ?.containerPort
}
