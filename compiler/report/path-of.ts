import type { Document } from '../model/document.ts'
import type { Node, Place } from '../model/node.ts'

/** Finds the YAML path of a place, such as `roles.controller.0`; undefined for places outside YAML documents. */
export function pathFinder(
  documents: ReadonlyMap<string, readonly Document[]>,
): (place: Place) => string | undefined {
  return (place) => {
    const path = keysTo(documents, place)
    return path.length > 0 ? path.join('.') : undefined
  }
}

/** The keys and indexes that lead to a place; none for places outside YAML documents. */
export function keysTo(documents: ReadonlyMap<string, readonly Document[]>, place: Place): readonly string[] {
  const root = documents.get(place.file)?.find(({ root: it }) => it && contains(it, place))?.root
  return root && place.end > place.start ? descend(root, place) : []
}

/** The keys and indexes on the way to the innermost node around a place. */
function descend(node: Node, place: Place): readonly string[] {
  if (node.kind === 'mapping')
    for (const [key, entry] of node.entries) {
      if (contains(entry.key, place)) return [key]
      if (contains(entry.value, place)) return [key, ...descend(entry.value, place)]
    }
  if (node.kind === 'sequence')
    for (const [index, item] of node.items.entries())
      if (contains(item, place)) return [String(index), ...descend(item, place)]
  return []
}

/** An alias' nodes lie where the anchor is, so only what lies inside its parent is looked into. */
function contains(outer: Place, inner: Place): boolean {
  return outer.file === inner.file && outer.start <= inner.start && inner.end <= outer.end
}
