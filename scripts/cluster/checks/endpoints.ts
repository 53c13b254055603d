import { selects } from '../control/label-selector.ts'
import type { Service } from '../control/objects.ts'
import type { Pod } from '../control/pod-objects.ts'
import type { Observed } from '../observe.ts'
import { componentLabel, serviceOf } from './placement.ts'

/** Services whose endpoints are not exactly the pods of their own workload, at all of their ports. */
export function wrongEndpoints({ services, slices, pods }: Observed): readonly string[] {
  return services.flatMap((service) => {
    const { name } = service.metadata
    const own = slices.filter((it) => it.metadata.labels?.['kubernetes.io/service-name'] === name)
    const found = own
      .flatMap(({ endpoints }) => (endpoints ?? []).map((it) => it.targetRef?.name ?? ''))
      .toSorted()
    const meant = pods.filter(
      (it) => isServer(it) && serviceOf(it.metadata.labels) === serviceOf(service.metadata.labels),
    )
    const expected = meant.map((it) => it.metadata.name).toSorted()
    const chosen = pods.filter((it) =>
      selects({ matchLabels: service.spec.selector ?? {} }, it.metadata.labels),
    )
    const strangers = chosen.map((it) => it.metadata.name).filter((it) => !expected.includes(it))
    const ready = own.every(({ endpoints }) => (endpoints ?? []).every((it) => it.conditions?.ready === true))
    return [
      ...(found.join() === expected.join()
        ? []
        : [`the Service ${name} leads to ${found.join(', ')}, not to ${expected.join(', ')}`]),
      ...(strangers.length === 0
        ? []
        : [`the Service ${name} means ${strangers.join(', ')}, which it should not`]),
      ...(ready ? [] : [`the Service ${name} has endpoints that are not ready`]),
      ...wrongPorts(service, pods),
    ]
  })
}

function isServer({ metadata }: Pod): boolean {
  return metadata.labels?.[componentLabel] === 'server'
}

function wrongPorts({ metadata, spec }: Service, pods: readonly Pod[]): readonly string[] {
  const own = pods.filter((it) => selects({ matchLabels: spec.selector ?? {} }, it.metadata.labels))
  return spec.ports.flatMap(({ port, targetPort = port, protocol = 'TCP' }) =>
    own.every((it) => hasPort(it, targetPort, protocol))
      ? []
      : [
          `the port ${port} of the Service ${metadata.name} leads to ${targetPort}, which is no port of its pods`,
        ],
  )
}

function hasPort({ spec }: Pod, port: number | string, protocol: string): boolean {
  return spec.containers.some(({ ports = [] }) =>
    ports.some(
      (it) => (it.name === port || it.containerPort === port) && (it.protocol ?? 'TCP') === protocol,
    ),
  )
}
