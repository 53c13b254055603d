import type { Entry, Mapping, Node, Place, Scalar, Sequence } from '../model/node.ts'

/** The mapping that a node is, if it is one. */
export function asMapping(node: Node | undefined): Mapping | undefined {
  return node?.kind === 'mapping' ? node : undefined
}

/** The list that a node is, if it is one. */
export function asSequence(node: Node | undefined): Sequence | undefined {
  return node?.kind === 'sequence' ? node : undefined
}

/** The scalar that a node is, if it is one. */
export function asScalar(node: Node | undefined): Scalar | undefined {
  return node?.kind === 'scalar' ? node : undefined
}

/** The value under a key, if the node is a mapping that has it. */
export function valueAt(node: Node | undefined, key: string): Node | undefined {
  return node?.kind === 'mapping' ? node.entries.get(key)?.value : undefined
}

/** The text of the scalar under a key; undefined for null and for anything that is no scalar. */
export function textAt(node: Node | undefined, key: string): string | undefined {
  return textOf(valueAt(node, key))
}

/** The text of a scalar as written; undefined for null and for anything that is no scalar. */
export function textOf(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && node.value !== null ? node.source : undefined
}

/** The number under a key, if there is one. */
export function numberAt(node: Node | undefined, key: string): number | undefined {
  const value = asScalar(valueAt(node, key))?.value
  return typeof value === 'number' ? value : undefined
}

/** Whether the scalar under a key is `true`. */
export function isTrue(node: Node | undefined, key: string): boolean {
  return asScalar(valueAt(node, key))?.value === true
}

/** The entries of a mapping; none for anything else. */
export function entriesOf(node: Node | undefined): readonly (readonly [string, Entry])[] {
  return node?.kind === 'mapping' ? [...node.entries] : []
}

/** The items of a list; none for anything else. */
export function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'sequence' ? node.items : []
}

/** The scalars of a list that have text; none for anything else. */
export function scalarsOf(node: Node | undefined): readonly Scalar[] {
  return itemsOf(node).filter((it): it is Scalar => it.kind === 'scalar' && it.value !== null)
}

/** The texts of a list of scalars. */
export function textsOf(node: Node | undefined): readonly string[] {
  return scalarsOf(node).map((it) => it.source)
}

/** Whether there is nothing: no node, or null. */
export function isEmpty(node: Node | undefined): boolean {
  return node === undefined || (node.kind === 'scalar' && node.value === null)
}

/** A mapping with nothing in it, at a place. */
export function emptyMapping(at: Place): Mapping {
  return { kind: 'mapping', file: at.file, start: at.start, end: at.end, entries: new Map() }
}

/** A text as if it had been written at a place. */
export function scalarAt(at: Place, value: string | number | boolean | null): Scalar {
  return { kind: 'scalar', file: at.file, start: at.start, end: at.end, value, source: String(value ?? '') }
}

/** The beginning of a file, for problems that concern all of it. */
export function startOf(file: string): Place {
  return { file, start: 0, end: 0 }
}
