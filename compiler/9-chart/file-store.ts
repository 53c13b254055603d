import { kubernetesName } from '../lib/kubernetes-name.ts'
import { lexicographic } from '../lib/lexicographic.ts'
import { byteLength } from '../lib/byte-length.ts'
import { sha256 } from '../lib/sha256.ts'
import type { ConfigFile, DeployedService } from '../model/deployment.ts'
import { programsOf } from './programs.ts'

/** The rendered files of a chart, each content once, and the ConfigMap in which each lies. */
export interface FileStore {
  /** Sorted by key. */
  readonly files: readonly StoredFile[]
  readonly configMaps: readonly string[]
  /** Where a file lies; variants in the order in which the file has them. */
  find(file: ConfigFile): { readonly base: StoredFile; readonly variants: readonly StoredFile[] }
}

export interface StoredFile {
  readonly key: string
  readonly content: string
  readonly configMap: string
}

/** A ConfigMap holds at most 1 MiB in all; this leaves room for keys and metadata. */
export const configMapLimit = 900 * 1024

/** Lays the files of a service into as few ConfigMaps as they fit into. */
export function storeFiles(service: DeployedService): FileStore {
  const contents = new Map<string, string>()
  const keys = new Map<string, string>()
  for (const file of programsOf(service).flatMap((it) => it.files)) {
    const key = keyOf(file, keys)
    contents.set(key, file.content)
    for (const { content } of file.variants) contents.set(variantKey(key, content), content)
  }
  const files = distribute(service.name, contents)
  const byKey = new Map(files.map((it) => [it.key, it]))
  return {
    files,
    configMaps: [...new Set(files.map((it) => it.configMap))],
    find: (file) => {
      const key = keyOf(file, keys)
      return {
        base: byKey.get(key)!,
        variants: file.variants.map((it) => byKey.get(variantKey(key, it.content))!),
      }
    },
  }
}

/** The file's own key, unless another file of the chart has taken it. */
function keyOf(file: ConfigFile, keys: Map<string, string>): string {
  const identity = file.variants.length === 0 ? file.content : JSON.stringify([file.content, file.variants])
  const owner = keys.get(file.key)
  if (owner === undefined) keys.set(file.key, identity)
  return owner === undefined || owner === identity ? file.key : variantKey(file.key, identity)
}

function variantKey(key: string, content: string): string {
  return `${key}.${sha256(content).slice(0, 8)}`
}

function distribute(instance: string, contents: ReadonlyMap<string, string>): readonly StoredFile[] {
  let number = 1
  let room = configMapLimit
  const sorted = [...contents].sort(([a], [b]) => lexicographic(a, b))
  return sorted.map(([key, content]) => {
    const size = byteLength(content)
    if (size > room && room < configMapLimit) {
      number++
      room = configMapLimit
    }
    room -= size
    const configMap = kubernetesName(number === 1 ? `${instance}-files` : `${instance}-files-${number}`)
    return { key, content, configMap }
  })
}
