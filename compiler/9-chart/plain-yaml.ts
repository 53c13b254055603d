import type { Plain, PlainMap } from '../model/deployment.ts'
import { base64 } from '../lib/base64.ts'
import { pieceOf, type Piece, type Yaml, type YamlMap } from '../lib/yaml-piece.ts'

/** The value that a reader gets once Helm has filled in the chart's own values. */
export function plainYaml(value: YamlMap): PlainMap {
  return plainMap(value)
}

function plain(value: Yaml): Plain | undefined {
  const piece = pieceOf(value)
  if (piece) return plainPiece(piece)
  if (typeof value !== 'object' || value === null) return value as Plain
  if (Array.isArray(value)) return (value as readonly Yaml[]).map((it) => plain(it) ?? null)
  return plainMap(value as YamlMap)
}

function plainMap(map: YamlMap): PlainMap {
  const result: Record<string, Plain> = {}
  for (const key of Object.keys(map)) {
    const value = map[key] === undefined ? undefined : plain(map[key])
    if (value !== undefined) result[key] = value
  }
  return result
}

function plainPiece(piece: Piece): Plain | undefined {
  switch (piece.kind) {
    case 'verbatim':
      return Number(piece.text)
    case 'expression':
      return piece.value
    case 'joined':
      return piece.parts.map((it) => (typeof it === 'string' ? it : String(it.value))).join('')
    case 'extended':
      return { ...plainMap(piece.base), ...plainMap(piece.value) }
    case 'file-text':
      return piece.text
    case 'file-bytes':
      return base64(piece.text)
    case 'optional':
      return isEmpty(piece.value) ? undefined : plain(piece.value)
    case 'tree':
    case 'commented':
      return plain(piece.value)
  }
}

/** What Helm's `with` takes for nothing. */
function isEmpty(value: Yaml): boolean {
  return !value || (typeof value === 'object' && Object.keys(value).length === 0)
}
