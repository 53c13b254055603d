import { holdsPoison } from '../lib/holds-poison.ts'
import { asScalar, isTrue, textOf, valueAt } from '../lib/node.ts'
import type { LinkedJob, LinkedService } from '../model/linked.ts'
import type { Mapping } from '../model/node.ts'
import { checkTaints } from './taints.ts'
import type { Context } from './context.ts'
import { hidesPorts } from './hidden.ts'
import { checkNames } from './pod-names.ts'
import { sharedVolume, unexplainedPrivilege, wanderingData } from './pod-problems.ts'
import { unknownPort } from './problems.ts'

/** What Kubernetes would refuse, or regret later, in the pod of a service. */
export function checkPod(
  service: Omit<LinkedService, 'jobs' | 'sound'>,
  jobs: readonly LinkedJob[],
  body: Mapping,
  context: Context,
): void {
  checkNames(service.containers, context.report)
  for (const job of jobs) checkNames([{ ...job, before: [] }], context.report)
  checkProbes(service, body, context)
  if (!holdsPoison(valueAt(body, 'kind'))) checkStorage(service, context)
  checkHostAccess(service, body, context)
}

function checkProbes(
  service: Omit<LinkedService, 'jobs' | 'sound'>,
  body: Mapping,
  { report }: Context,
): void {
  if (hidesPorts(body)) return
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
function checkStorage(
  service: Omit<LinkedService, 'jobs' | 'sound'>,
  { report, placement, settings }: Context,
): void {
  const onHosts = textOf(asScalar(valueAt(valueAt(settings.root, 'storage'), 'provider'))) === 'host'
  const { kind, replicas, nodes, name } = service
  const asked = valueAt(valueAt(placement.environment.sections, 'replicas'), name)
  const uncertain = placement.broken || asked?.kind === 'poison'
  const volumes = service.containers.flatMap(({ at, volumes: own }) => own.map((volume) => ({ at, volume })))
  for (const { at, volume } of volumes) {
    if (volume.type !== 'storage') continue
    if (onHosts && kind !== 'DaemonSet' && nodes.length > replicas && !uncertain)
      report.push(
        wanderingData(
          service.at,
          name,
          volume.name,
          replicas,
          nodes.length,
          patternOf(nodes.slice(0, replicas).map((it) => it.name)),
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

/** A node pattern that takes these names and no others. */
function patternOf(names: readonly string[]): string {
  const escaped = names.map((it) => it.replaceAll('.', '\\.'))
  return escaped.length === 1 ? `${escaped[0]}$` : `(${escaped.join('|')})$`
}

function checkHostAccess(
  service: Omit<LinkedService, 'jobs' | 'sound'>,
  body: Mapping,
  { report }: Context,
): void {
  const profiles = service.containers.map((it) => it.security.profile)
  const host =
    service.hostNetwork ||
    service.hostPID ||
    service.hostIPC ||
    service.containers.some((it) => it.volumes.some((volume) => volume.type === 'host'))
  const key = ['hostNetwork', 'hostPID', 'hostIPC'].find((it) => isTrue(body, it))
  const mounting = service.containers.find((it) => it.volumes.some((volume) => volume.type === 'host'))
  if (host && !profiles.includes('privileged'))
    report.push(
      unexplainedPrivilege(
        (key ? body.entries.get(key)?.key : mounting?.at) ?? body,
        `"${service.name}" reaches into its node, which only the profile "privileged" allows`,
        'Say securityProfile: privileged and why.',
      ),
    )
  checkTaints(service, report)
}
