import { asScalar, textOf, valueAt } from '../lib/node.ts'
import type { LinkedService } from '../model/linked.ts'
import type { Mapping } from '../model/node.ts'
import { checkTaints } from './taints.ts'
import type { Context } from './context.ts'
import { duplicate, sharedVolume, unexplainedPrivilege, wanderingData } from './pod-problems.ts'
import { unknownPort } from './problems.ts'

/** What Kubernetes would refuse, or regret later, in the pod of a service. */
export function checkPod(service: Omit<LinkedService, 'jobs'>, body: Mapping, context: Context): void {
  checkNames(service, context)
  checkProbes(service, body, context)
  checkStorage(service, context)
  checkHostAccess(service, body, context)
}

function checkNames(service: Omit<LinkedService, 'jobs'>, { report }: Context): void {
  const names = new Set<string>()
  for (const container of service.containers) {
    if (names.has(container.name))
      report.push(duplicate(service.placed.entry.root, 'container', container.name))
    names.add(container.name)
    const paths = new Set<string>()
    for (const path of [...container.files, ...container.volumes, ...container.secretVolumes].map(
      (it) => it.path,
    )) {
      if (paths.has(path)) report.push(duplicate(service.placed.entry.root, 'mount path', path))
      paths.add(path)
    }
  }
}

function checkProbes(service: Omit<LinkedService, 'jobs'>, body: Mapping, { report }: Context): void {
  const known = service.ports.map((it) => it.name)
  for (const { probes } of service.containers)
    for (const probe of Object.values(probes)) {
      const target = (probe['httpGet'] ?? probe['tcpSocket']) as
        { readonly port?: string | number } | undefined
      if (typeof target?.port === 'string' && !known.includes(target.port))
        report.push(unknownPort(valueAt(body, 'containers') ?? body, service.name, target.port, known))
    }
}

/** Where data lies in directories of nodes, its pods must not wander; where one writer is allowed, one pod must be. */
function checkStorage(service: Omit<LinkedService, 'jobs'>, { report, settings }: Context): void {
  const onHosts = textOf(asScalar(valueAt(valueAt(settings.root, 'storage'), 'provider'))) === 'host'
  const { kind, replicas, nodes, name } = service
  for (const volume of service.containers.flatMap((it) => it.volumes)) {
    if (volume.type !== 'storage') continue
    const at = service.placed.entry.root
    if (onHosts && kind !== 'DaemonSet' && nodes.length !== replicas)
      report.push(
        wanderingData(
          service.at,
          name,
          volume.name,
          replicas,
          nodes.length,
          `(${nodes
            .slice(0, replicas)
            .map((it) => it.name)
            .join('|')})$`,
        ),
      )
    if (onHosts || kind !== 'Deployment' || volume.accessMode !== 'ReadWriteOnce') continue
    if (replicas > 1)
      report.push(
        sharedVolume(
          service.placed.replicasAt ?? at,
          volume.name,
          `can be written by one pod, but "${name}" has ${replicas}`,
        ),
      )
    else if (service.strategy !== 'Recreate')
      report.push(
        sharedVolume(at, volume.name, 'can be written by one pod, so the strategy must be Recreate'),
      )
  }
}

function checkHostAccess(service: Omit<LinkedService, 'jobs'>, body: Mapping, { report }: Context): void {
  const profiles = service.containers.map((it) => it.security.profile)
  const host =
    service.hostNetwork ||
    service.hostPID ||
    service.hostIPC ||
    service.containers.some((it) => it.volumes.some((volume) => volume.type === 'host'))
  if (host && !profiles.includes('privileged'))
    report.push(
      unexplainedPrivilege(
        body,
        `"${service.name}" reaches into its node, which only the profile "privileged" allows`,
        'Say securityProfile: privileged and why.',
      ),
    )
  checkTaints(service, report)
}
