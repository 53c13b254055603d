import type { Piece, Yaml, YamlMap } from '../lib/yaml-piece.ts'
import type { ConfigFile, Program, SecretVolume, Volume } from '../model/deployment.ts'
import { claimName } from './claim.ts'
import type { Context } from './context.ts'
import { fileMode } from './file-mode.ts'
import { isConfigured, volumeNames } from './mounts.ts'

/** The volumes that the programs of one pod declare, each name once. */
export function declaredVolumes(context: Context, programs: readonly Program[]): readonly Yaml[] {
  const volumes = new Map<string, YamlMap | undefined>()
  const add = (name: string, source: YamlMap | undefined): void => {
    const same = !volumes.has(name) || JSON.stringify(volumes.get(name)) === JSON.stringify(source)
    if (!same) throw new Error(`Two different volumes of one pod are called ${name}.`)
    volumes.set(name, source)
  }
  for (const program of programs) {
    for (const volume of program.volumes) add(volume.name, sourceOf(context, volume))
    for (const volume of program.secretVolumes) add(volume.name, secretSource(volume))
  }
  return [...volumes].flatMap(([name, source]) => (source === undefined ? [] : [{ name, ...source }]))
}

/** The volume with the rendered files that a pod reads. Those that a configure step completes need no mode. */
export function filesVolume({ store }: Context, files: readonly ConfigFile[]): readonly Yaml[] {
  const modes = new Map<string, Piece | undefined>()
  const places = new Map<string, string>()
  for (const file of files) {
    const { base, variants } = store.find(file)
    for (const it of [base, ...variants]) {
      places.set(it.key, it.configMap)
      modes.set(it.key, isConfigured(file) ? undefined : fileMode(mountMode(file)))
    }
  }
  const sources = store.configMaps.flatMap((name) => {
    const keys = [...places].filter(([, configMap]) => configMap === name).map(([key]) => key)
    const items = keys.sort().map((key) => ({ key, path: key, mode: modes.get(key) }))
    return items.length > 0 ? [{ name, items }] : []
  })
  if (sources.length === 0) return []
  if (sources.length === 1) return [{ name: volumeNames.files, configMap: sources[0]! }]
  return [{ name: volumeNames.files, projected: { sources: sources.map((configMap) => ({ configMap })) } }]
}

/**
 * Root owns what is mounted from a ConfigMap, so a program's own file must be readable by others: its content is
 * no secret, since a file with secrets goes through the configure step.
 */
function mountMode({ mode, owner }: ConfigFile): number {
  return owner === 'root' ? mode : mode | 0o444 | (mode & 0o100 ? 0o111 : 0)
}

/** `undefined` for a volume that a claim template gives. */
function sourceOf(context: Context, volume: Volume): YamlMap | undefined {
  switch (volume.type) {
    case 'empty-dir':
      return { emptyDir: { medium: volume.medium, sizeLimit: volume.sizeLimit } }
    case 'host':
      return { hostPath: { path: volume.hostPath, type: volume.hostPathType } }
    case 'storage':
      if (context.environment.storage.provider === 'host')
        return { hostPath: { path: hostDirectory(context, volume.name), type: 'DirectoryOrCreate' } }
      if (context.service.kind === 'StatefulSet') return undefined
      return { persistentVolumeClaim: { claimName: claimName(context, volume.name) } }
  }
}

/** Where a storage volume lies on its host when the environment keeps data in directories of hosts. */
function hostDirectory({ environment, service }: Context, volume: string): string {
  return `/var/lib/oskc/${environment.namespace}/${service.name}/${volume}`
}

function secretSource({ secret, mode, keys }: SecretVolume): YamlMap {
  const items = keys.length > 0 ? keys.map(({ key, file }) => ({ key, path: file })) : undefined
  return { secret: { secretName: secret, defaultMode: fileMode(mode), items } }
}
