import type { YamlMap } from './yaml-piece.ts'

/** The keys of a mapping in the order in which they are printed: ranked ones first, the others by code unit. */
export function yamlKeys(map: YamlMap, rank?: ReadonlyMap<string, number>): readonly string[] {
  const keys = Object.keys(map).filter((key) => map[key] !== undefined)
  return keys.sort((a, b) => (rank?.get(a) ?? last) - (rank?.get(b) ?? last) || (a < b ? -1 : 1))
}

const last = Number.MAX_SAFE_INTEGER
