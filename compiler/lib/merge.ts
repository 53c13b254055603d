import type { Entry, Mapping, Node } from '../model/node.ts'

/** Two values that cannot be merged: a mapping on one side, a list or scalar on the other. */
export interface MergeClash {
  readonly lower: Node
  readonly higher: Node
}

/**
 * Lays one value over another. A mapping goes into a mapping, key by key; anything else replaces, and remembers what it replaced.
 * Nothing over a mapping changes nothing; a mapping replaced by something else, or the reverse, is a clash.
 */
export function merge(lower: Node | undefined, higher: Node, clashes: MergeClash[]): Node {
  if (!lower) return higher
  if (higher.kind === 'mapping') {
    if (lower.kind === 'mapping') return mergeMappings(lower, higher, clashes)
    // What the lower one said is not known, so the whole is not.
    if (lower.kind === 'poison') return lower
    if (isNull(lower)) return higher
    return clash(lower, higher, clashes)
  }
  if (lower.kind === 'mapping') {
    if (isNull(higher) || higher.kind === 'poison') return higher.kind === 'poison' ? higher : lower
    return clash(lower, higher, clashes)
  }
  return { ...higher, overrode: lower }
}

/** Lays one mapping over another; keys that only one has are shared, not copied. */
export function mergeMappings(lower: Mapping, higher: Mapping, clashes: MergeClash[]): Mapping {
  if (higher.entries.size === 0) return lower
  if (lower.entries.size === 0) return higher
  const entries = new Map<string, Entry>(lower.entries)
  for (const [key, entry] of higher.entries) {
    const below = entries.get(key)
    entries.set(key, { key: entry.key, value: merge(below?.value, entry.value, clashes) })
  }
  return {
    kind: 'mapping',
    file: higher.file,
    start: higher.start,
    end: higher.end,
    entries,
    overrode: lower,
  }
}

function clash(lower: Node, higher: Node, clashes: MergeClash[]): Node {
  clashes.push({ lower, higher })
  return { kind: 'poison', file: higher.file, start: higher.start, end: higher.end, overrode: lower }
}

function isNull(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null
}
