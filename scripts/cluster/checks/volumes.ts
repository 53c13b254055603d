import type { Workload } from '../control/objects.ts'
import type { PodSpec, Volume } from '../control/pod-objects.ts'
import type { TopologyService } from '../project.ts'
import { keepsApart } from './apart.ts'
import type { definitionsOf } from './definitions.ts'

/* What a definition asks of the workload itself: its volumes, and that its members keep apart. */

type Definitions = ReturnType<typeof definitionsOf>

/** Volumes of definitions that a container does not have at their path, or that are of another kind. */
export function lostVolumes(
  services: readonly TopologyService[],
  definitions: Definitions,
  workloads: readonly Workload[],
): readonly string[] {
  return services.flatMap(({ name, definition }) => {
    const workload = workloads.find((it) => it.metadata.name === name)
    const containers = definitions.get(definition)?.service.containers ?? []
    if (!workload) return [`${name} has no workload`]
    return containers
      .filter((it) => it.when === undefined)
      .flatMap((container) =>
        (container.volumes ?? [])
          .filter((it) => it.when === undefined && !it.path.includes('{{'))
          .filter(({ path, type }) => kindAt(workload, container.name, path) !== type)
          .map((it) => `the container ${container.name} of ${name} has no ${it.type} at ${it.path}`),
      )
  })
}

/** What is mounted at a path of a container, in the words of definitions. */
function kindAt({ spec }: Workload, container: string, path: string): string | undefined {
  const pod: PodSpec = spec.template.spec
  const mounts = pod.containers.find((it) => it.name === container)?.volumeMounts ?? []
  const name = mounts.find((it) => it.mountPath === path)?.name
  if (spec.volumeClaimTemplates?.some((it) => it.metadata.name === name)) return 'storage'
  const volume = pod.volumes?.find((it) => it.name === name)
  return volume && kindOf(volume)
}

function kindOf({ emptyDir, hostPath, persistentVolumeClaim }: Volume): string {
  if (persistentVolumeClaim) return 'storage'
  return hostPath ? 'host' : emptyDir ? 'empty-dir' : 'files'
}

/** Workloads whose members may share a node, though their definition says otherwise. */
export function notApart(
  services: readonly TopologyService[],
  definitions: Definitions,
  workloads: readonly Workload[],
): readonly string[] {
  const apart = services.filter((it) => definitions.get(it.definition)?.service.antiAffinity === 'local')
  return apart
    .filter(({ name }) => !workloads.some((it) => it.metadata.name === name && keepsApart(it)))
    .map((it) => `members of ${it.name} may share a node`)
}
