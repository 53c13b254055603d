import type { Container, Pod, Probe } from '../control/pod-objects.ts'
import { refuse } from './refusal.ts'

/** Refuses ports that containers of a pod would fight for, and probes that ask at ports that do not exist. */
export function refusePorts({ spec }: Pod): void {
  const all = spec.containers.flatMap(({ ports = [] }) => ports)
  refuseTwice(
    'port name',
    all.flatMap((it) => it.name ?? []),
  )
  refuseTwice(
    'port',
    all.map((it) => `${it.containerPort}/${it.protocol ?? 'TCP'}`),
  )
  for (const container of spec.containers) {
    const { startupProbe, readinessProbe, livenessProbe, lifecycle } = container
    for (const probe of [
      startupProbe,
      readinessProbe,
      livenessProbe,
      lifecycle?.postStart,
      lifecycle?.preStop,
    ])
      if (probe) refuseProbe(container, probe)
  }
}

function refuseProbe({ name, ports = [] }: Container, { httpGet, tcpSocket }: Probe): void {
  const port = (httpGet ?? tcpSocket)?.port
  if (typeof port === 'string' && !ports.some((it) => it.name === port))
    refuse(`container ${name}: a probe asks at the port ${port}, which the container does not have`)
}

function refuseTwice(what: string, all: readonly string[]): void {
  const twice = all.find((it, index) => all.indexOf(it) !== index)
  if (twice !== undefined) refuse(`the ${what} ${twice} is used twice`)
}

/** Refuses a pod whose ports of the node are taken by another one there. */
export function refuseHostPorts(pod: Pod, others: Iterable<Pod>): void {
  const wanted = hostPorts(pod)
  if (wanted.length === 0) return
  for (const other of others) {
    if (other.metadata.uid === pod.metadata.uid || other.spec.nodeName !== pod.spec.nodeName) continue
    if (other.status?.phase === 'Succeeded' || other.status?.phase === 'Failed') continue
    const clash = hostPorts(other).find((it) => wanted.includes(it))
    if (clash)
      refuse(
        `the port ${clash} of ${pod.spec.nodeName} belongs to ${other.metadata.namespace}/${other.metadata.name}`,
      )
  }
}

function hostPorts({ spec }: Pod): readonly string[] {
  return spec.containers.flatMap(({ ports = [] }) =>
    ports.flatMap(({ hostPort, hostIP = '', protocol = 'TCP' }) =>
      hostPort ? `${hostIP}:${hostPort}/${protocol}` : [],
    ),
  )
}
