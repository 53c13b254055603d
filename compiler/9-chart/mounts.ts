import { lexicographic } from '../lib/lexicographic.ts'
import { kubernetesName } from '../lib/kubernetes-name.ts'
import { holdsPlaceholder } from '../lib/placeholder.ts'
import type { Yaml } from '../lib/yaml-piece.ts'
import type { ConfigFile, Program, Volume } from '../model/deployment.ts'
import type { Context } from './context.ts'

/** Names of the volumes that oskc adds to a pod; `oskc-` is reserved for them. */
export const volumeNames = {
  files: 'oskc-files',
  script: 'oskc-script',
  nodes: 'oskc-nodes',
  token: 'oskc-token',
  secrets: (container: string): string => kubernetesName(`oskc-secrets-${container}`),
  configured: (container: string): string => kubernetesName(`oskc-out-${container}`),
}

/** Whether a file must be completed when its pod starts; else it is mounted as it was rendered. */
export function isConfigured({ content, variants }: ConfigFile): boolean {
  return variants.length > 0 || holdsPlaceholder(content)
}

/** What a program sees in its file system, parents before what lies in them. `container` names its configure step. */
export function mountsOf(
  context: Context,
  container: string,
  program: Program,
  files = program.files,
): readonly Yaml[] {
  const mounts = [
    ...program.volumes.map((it) => volumeMount(it, 'probes' in program || program.security.privileged)),
    ...program.secretVolumes.map(({ name, path }) => ({ name, mountPath: path, readOnly: true })),
    ...files.map((file) => fileMount(context, container, file)),
  ]
  return mounts.sort((a, b) => lexicographic(a.mountPath, b.mountPath))
}

/**
 * Only a privileged container may hand mounts on to its node, as Kubernetes says: a step that runs before such a container
 * and is none itself sees what the node has.
 */
function volumeMount(
  volume: Volume,
  handsOn: boolean,
): { readonly name: string; readonly mountPath: string } {
  const { name, path, readOnly } = volume
  const asked = volume.type === 'host' ? volume.propagation : undefined
  const propagation = asked === 'Bidirectional' && !handsOn ? 'HostToContainer' : asked
  return {
    name,
    mountPath: path,
    ...(readOnly ? { readOnly } : {}),
    ...(propagation === undefined ? {} : { mountPropagation: propagation }),
  }
}

function fileMount(
  { store }: Context,
  container: string,
  file: ConfigFile,
): { readonly name: string; readonly mountPath: string } {
  const name = isConfigured(file) ? volumeNames.configured(container) : volumeNames.files
  const mount = { name, mountPath: file.path, subPath: store.find(file).base.key, readOnly: true }
  return mount
}
