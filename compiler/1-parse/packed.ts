import type { Document } from '../model/document.ts'
import type { Entry, Node, Scalar, ScalarValue } from '../model/node.ts'

/*
 * Documents as plain JSON, so that the catalogue need not be parsed by everybody who runs oskc: an array for each node,
 * with its kind, its range and its content. Places do not name the file; all are in one.
 */

export type PackedDocument = readonly [tag: 'include' | null, start: number, end: number, root?: PackedNode]

type PackedNode = PackedScalar | PackedSequence | PackedMapping
/** The text as written stands there only where it is not what the value prints as. */
type PackedScalar = readonly [kind: 's', start: number, end: number, value: ScalarValue, source?: string]
type PackedSequence = readonly [kind: 'l', start: number, end: number, items: readonly PackedNode[]]
type PackedMapping = readonly [
  kind: 'm',
  start: number,
  end: number,
  entries: readonly (readonly [name: string, key: PackedScalar, value: PackedNode])[],
]

/** Packs what one file was read as; undefined where something in it is unusable. */
export function pack(documents: readonly Document[]): readonly PackedDocument[] | undefined {
  const packed = documents.map(({ root, tag, at }): PackedDocument | undefined => {
    if (!root) return [tag ?? null, at.start, at.end]
    const node = packNode(root)
    return node && [tag ?? null, at.start, at.end, node]
  })
  return packed.every((it) => it !== undefined) ? packed : undefined
}

function packNode(node: Node): PackedNode | undefined {
  const { start, end } = node
  switch (node.kind) {
    case 'poison':
      return undefined
    case 'scalar':
      return packScalar(node)
    case 'sequence': {
      const items = node.items.map(packNode)
      return items.every((it) => it !== undefined) ? ['l', start, end, items] : undefined
    }
    case 'mapping': {
      const entries = [...node.entries].map(([name, { key, value }]) => {
        const packed = packNode(value)
        return packed && ([name, packScalar(key), packed] as const)
      })
      return entries.every((it) => it !== undefined) ? ['m', start, end, entries] : undefined
    }
  }
}

function packScalar({ start, end, value, source }: Scalar): PackedScalar {
  return source === String(value) ? ['s', start, end, value] : ['s', start, end, value, source]
}

/** The documents of a file that was packed. */
export function unpack(file: string, packed: readonly PackedDocument[]): readonly Document[] {
  return packed.map(([tag, start, end, root]) => ({
    root: root && unpackNode(file, root),
    tag: tag ?? undefined,
    at: { file, start, end },
  }))
}

function unpackNode(file: string, packed: PackedNode): Node {
  const [, start, end] = packed
  switch (packed[0]) {
    case 's':
      return unpackScalar(file, packed)
    case 'l':
      return { kind: 'sequence', file, start, end, items: packed[3].map((it) => unpackNode(file, it)) }
    case 'm': {
      const entries = packed[3].map(
        ([name, key, value]) =>
          [name, { key: unpackScalar(file, key), value: unpackNode(file, value) }] as const,
      )
      return { kind: 'mapping', file, start, end, entries: new Map<string, Entry>(entries) }
    }
  }
}

function unpackScalar(file: string, [, start, end, value, source]: PackedScalar): Scalar {
  return { kind: 'scalar', file, start, end, value, source: source ?? String(value) }
}
