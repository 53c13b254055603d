import { optional, type Yaml, type YamlMap } from '../lib/yaml-piece.ts'
import type { ConfigFile, Container, Program, Waits } from '../model/deployment.ts'
import { configureContainer, configuredVolumes, sharedVolumes } from './configure-step.ts'
import { programContainer, resourcesOf } from './container.ts'
import type { Context } from './context.ts'
import { imagePullSecrets } from './image.ts'
import { prepareContainer } from './prepare-step.ts'
import { identityOf } from './security.ts'
import { declaredVolumes, filesVolume } from './volumes.ts'
import { tokenVolume, waitContainer } from './wait.ts'

/** What a pod is made of, whether of a workload or of a job. */
export interface PodPlan {
  readonly containers: readonly Container[]
  /** The same containers as they go into the manifest. */
  readonly built: readonly YamlMap[]
  readonly waits: Waits
  readonly hostNetwork: boolean
  readonly placement: YamlMap
}

/** The spec of a pod: first it waits, then each container's files are completed and its local commands run. */
export function podSpec(context: Context, plan: PodPlan): YamlMap {
  const programs = plan.containers.flatMap((it): readonly Program[] => [it, ...it.before])
  const files = programs.flatMap((it) => it.files)
  const initContainers = [
    ...waitContainer(context, plan.waits),
    ...prepareContainer(context, plan.containers),
    ...plan.containers.flatMap((it) => stepsBefore(context, it)),
  ]
  const volumes = [
    ...declaredVolumes(context, programs),
    ...filesVolume(context, files),
    ...sharedVolumes(context, files),
    ...plan.containers.flatMap((it) => configuredVolumes(it.name, allFiles(it))),
    ...tokenVolume(plan.waits),
  ]
  return {
    hostNetwork: plan.hostNetwork || undefined,
    dnsPolicy: plan.hostNetwork ? 'ClusterFirstWithHostNet' : undefined,
    ...plan.placement,
    tolerations: optional('.Values.tolerations', context.service.tolerations),
    priorityClassName: optional('.Values.priorityClassName', ''),
    serviceAccountName: context.service.name,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    imagePullSecrets,
    securityContext: podSecurityContext(programs),
    initContainers: initContainers.length > 0 ? initContainers : undefined,
    containers: plan.built,
    volumes: volumes.length > 0 ? volumes : undefined,
  }
}

/** A container's configure step, then its local commands, which see the files of the container beside their own. */
function stepsBefore(context: Context, container: Container): readonly Yaml[] {
  const commands = container.before.map((it) => {
    const files = unique([...container.files, ...it.files])
    return programContainer(context, it, container.name, files, resourcesOf(it.resources))
  })
  return [...configureContainer(context, container.name, container, allFiles(container)), ...commands]
}

function allFiles(container: Container): readonly ConfigFile[] {
  return unique([...container.files, ...container.before.flatMap((it) => it.files)])
}

/** Files at different places in the container. */
function unique(files: readonly ConfigFile[]): readonly ConfigFile[] {
  return [...new Map(files.map((it) => [it.path, it])).values()]
}

/**
 * The group that owns the volumes. Secrets are root's, so that the group of a program with Secrets must own them;
 * but not where root's files must stay root's alone, as those of sudo must.
 */
function podSecurityContext(programs: readonly Program[]): YamlMap | undefined {
  const declared = programs.find((it) => it.security.fsGroup !== undefined)?.security.fsGroup
  const rootFiles = programs.some((it) => it.files.some((file) => file.owner === 'root'))
  const reader = programs.find((it) => it.secretVolumes.length > 0)
  const fsGroup = declared ?? (reader && !rootFiles ? identityOf(reader).group : undefined)
  return fsGroup === undefined ? undefined : { fsGroup, fsGroupChangePolicy: 'OnRootMismatch' }
}
