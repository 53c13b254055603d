import { kubernetesName } from '../lib/kubernetes-name.ts'
import { expression, optional, type YamlMap } from '../lib/yaml-piece.ts'
import type { StorageVolume } from '../model/deployment.ts'
import type { Context } from './context.ts'
import { sharedClaims, storageVolumes } from './knobs.ts'
import { metadata, podLabels } from './labels.ts'
import type { Manifest } from './manifest.ts'

/** The claims of a workload whose pods share their storage. Helm keeps them when the chart is removed. */
export function claims(context: Context): readonly Manifest[] {
  return sharedClaims(context.environment, context.service).map((volume) => ({
    file: `persistentvolumeclaim-${volume.name}.yaml`,
    object: {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: metadata(context, claimName(context, volume.name), {
        annotations: { 'helm.sh/resource-policy': 'keep' },
      }),
      spec: claimSpec(context, volume),
    },
  }))
}

/**
 * The claim templates of a StatefulSet: each pod has storage of its own. All is said that Kubernetes would add, since it
 * takes the list as one: whoever applies it beside Helm would be told that the two want different things.
 */
export function claimTemplates(context: Context): readonly YamlMap[] | undefined {
  const volumes = [...storageVolumes(context.service).values()]
  if (context.environment.storage.provider === 'host' || volumes.length === 0) return undefined
  return volumes.map((volume) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: volume.name, labels: podLabels(context) },
    spec: { ...claimSpec(context, volume), volumeMode: 'Filesystem' },
    status: { phase: 'Pending' },
  }))
}

/** The name of the claim that the pods of a workload share. */
export function claimName({ service }: Context, volume: string): string {
  return kubernetesName(`${service.name}-${volume}`)
}

function claimSpec({ environment, knobs }: Context, volume: StorageVolume): YamlMap {
  const values = `.Values.storage.${knobs.storageKey(volume.name)}`
  return {
    accessModes: [volume.accessMode],
    resources: { requests: { storage: expression(`${values}.size | quote`, volume.size) } },
    storageClassName: optional(`${values}.class`, volume.class ?? environment.storage.class ?? ''),
  }
}
