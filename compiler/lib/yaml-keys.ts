import type { YamlMap } from './yaml-piece.ts'

/** The keys of a mapping in the order in which they are printed: ranked ones first, the others by code unit. */
export function yamlKeys(map: YamlMap, rank?: ReadonlyMap<string, number>): readonly string[] {
  const keys: string[] = []
  const ranks: number[] = []
  // Mappings are small, and mostly sorted as they are: each key moves up from the end to its place.
  for (const key of Object.keys(map)) {
    if (map[key] === undefined) continue
    const own = rank?.get(key) ?? last
    let index = keys.length
    for (; index > 0 && comesAfter(ranks[index - 1]!, keys[index - 1]!, own, key); index--) {
      keys[index] = keys[index - 1]!
      ranks[index] = ranks[index - 1]!
    }
    keys[index] = key
    ranks[index] = own
  }
  return keys
}

function comesAfter(rank: number, key: string, otherRank: number, otherKey: string): boolean {
  return rank === otherRank ? key > otherKey : rank > otherRank
}

const last = Number.MAX_SAFE_INTEGER
