import { chmodSync, chownSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/* The volumes of a pod, as a kubelet lays them; of Kubernetes' objects just what these pods have. */

/** The data of ConfigMaps and Secrets by their name. */
export type Store = ReadonlyMap<string, Readonly<Record<string, string>>>

interface Item {
  readonly key: string
  readonly path: string
  readonly mode?: number
}

interface SecretSource {
  readonly name: string
  readonly items: readonly Item[]
}

export interface Volume {
  readonly name: string
  readonly emptyDir?: object
  readonly configMap?: { readonly name: string; readonly items?: readonly Item[] }
  readonly secret?: {
    readonly secretName: string
    readonly defaultMode: number
    readonly items: readonly Item[]
  }
  readonly projected?: {
    readonly defaultMode: number
    readonly sources: readonly { readonly secret: SecretSource }[]
  }
}

/** What a pod finds in its volumes. */
export interface Contents {
  readonly configMaps: Store
  readonly secrets: Store
  readonly group: number
}

/** Lays a volume anew, without what was in it. */
export function layVolume(folder: string, volume: Volume, contents: Contents): void {
  rmSync(folder, { recursive: true, force: true })
  layFolder(folder, contents.group)
  const { configMap, secret, projected } = volume
  if (configMap) {
    const data = contents.configMaps.get(configMap.name)!
    const items = configMap.items ?? Object.keys(data).map((key) => ({ key, path: key }))
    layFiles(folder, data, items, 0o644, contents.group)
  }
  const sources = projected?.sources.map((it) => it.secret) ?? []
  if (secret) sources.push({ name: secret.secretName, items: secret.items })
  const mode = (secret ?? projected)?.defaultMode ?? 0
  for (const { name, items } of sources)
    layFiles(folder, contents.secrets.get(name)!, items, mode, contents.group)
}

/** Lays a folder that a pod may write into; leaves one that is there. */
export function layFolder(folder: string, group: number): void {
  if (existsSync(folder)) return
  mkdirSync(folder)
  chownSync(folder, 0, group)
  chmodSync(folder, 0o2777)
}

function layFiles(
  folder: string,
  data: Readonly<Record<string, string>>,
  items: readonly Item[],
  defaultMode: number,
  group: number,
): void {
  for (const { key, path, mode = defaultMode } of items) {
    const file = join(folder, path)
    const content = data[key]
    if (content === undefined) throw new Error(`there is no ${key}`)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
    chownSync(file, 0, group)
    chmodSync(file, mode)
  }
}
