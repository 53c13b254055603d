import type { Plain, PlainMap } from '../model/deployment.ts'

/** The Pod Security Standards, strictest first. */
export type PodSecurityLevel = 'restricted' | 'baseline' | 'privileged'

/** The strictest level that admits a pod, as the Pod Security admission of Kubernetes decides it. */
export function podSecurityLevel(spec: PlainMap): PodSecurityLevel {
  const containers = [...list(spec['initContainers']), ...list(spec['containers'])]
  if (isPrivileged(spec, containers)) return 'privileged'
  return containers.every(isRestricted) ? 'restricted' : 'baseline'
}

/** The strictest level that admits all of them. */
export function leastStrict(levels: readonly PodSecurityLevel[]): PodSecurityLevel {
  return (['privileged', 'baseline'] as const).find((it) => levels.includes(it)) ?? 'restricted'
}

function isPrivileged(spec: PlainMap, containers: readonly PlainMap[]): boolean {
  if (['hostNetwork', 'hostPID', 'hostIPC'].some((it) => spec[it] === true)) return true
  if (list(spec['volumes']).some((it) => Object.hasOwn(it, 'hostPath'))) return true
  return containers.some((it) => {
    const context = map(it['securityContext'])
    if (context['privileged'] === true || list(it['ports']).some((port) => Object.hasOwn(port, 'hostPort')))
      return true
    return added(context).some((capability) => !baselineCapabilities.has(capability))
  })
}

function isRestricted(container: PlainMap): boolean {
  const context = map(container['securityContext'])
  return (
    context['allowPrivilegeEscalation'] === false &&
    context['runAsNonRoot'] === true &&
    context['runAsUser'] !== 0 &&
    map(context['seccompProfile'])['type'] === 'RuntimeDefault' &&
    names(map(context['capabilities'])['drop']).includes('ALL') &&
    added(context).every((it) => it === 'NET_BIND_SERVICE')
  )
}

const baselineCapabilities: ReadonlySet<string> = new Set([
  ...['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE'],
  ...['SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'],
])

function added(context: PlainMap): readonly string[] {
  return names(map(context['capabilities'])['add'])
}

function map(value: Plain | undefined): PlainMap {
  return (value ?? {}) as PlainMap
}

function list(value: Plain | undefined): readonly PlainMap[] {
  return (value ?? []) as readonly PlainMap[]
}

function names(value: Plain | undefined): readonly string[] {
  return (value ?? []) as readonly string[]
}
