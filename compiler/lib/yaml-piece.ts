/*
 * Pieces of YAML that only oskc's own code can make: no input value can become one, since they carry a symbol
 * that no parser gives. All else that is printed is text, and stays text.
 */

const made: unique symbol = Symbol('made by oskc')
interface Made {
  readonly [made]: true
}

/** What the YAML writer prints. Keys whose value is `undefined` are left out. */
export type Yaml = string | number | boolean | null | readonly Yaml[] | YamlMap | Piece
export interface YamlMap {
  readonly [key: string]: Yaml | undefined
  readonly [made]?: never
}

/** Part of a manifest that is not plain data. `value` is what Helm makes of it with the chart's own values. */
export type Piece =
  Verbatim | Expression | Joined | Tree | Optional | Extended | Commented | FileText | FileBytes
interface Verbatim extends Made {
  readonly kind: 'verbatim'
  readonly text: string
}
export interface Expression extends Made {
  readonly kind: 'expression'
  readonly code: string
  readonly value: string | number | boolean
}
export interface Joined extends Made {
  readonly kind: 'joined'
  readonly parts: readonly (string | Expression)[]
}
interface Tree extends Made {
  readonly kind: 'tree'
  readonly code: string
  readonly value: Yaml
}
interface Optional extends Made {
  readonly kind: 'optional'
  readonly code: string
  readonly value: Yaml
}
interface Extended extends Made {
  readonly kind: 'extended'
  readonly base: YamlMap
  readonly code: string
  readonly value: YamlMap
}
interface FileText extends Made {
  readonly kind: 'file-text'
  readonly path: string
  readonly text: string
}
interface FileBytes extends Made {
  readonly kind: 'file-bytes'
  readonly path: string
  readonly text: string
}
interface Commented extends Made {
  readonly kind: 'commented'
  readonly comment: string
  readonly value: Yaml
}

/** The piece that a value is, or `undefined` for plain data. */
export function pieceOf(value: Yaml | undefined): Piece | undefined {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, made)
    ? (value as Piece)
    : undefined
}

/** A number that keeps the text it was written with: `1.10` stays `1.10`. */
export function verbatim(text: string): Piece {
  if (!/^-?(0|[1-9][0-9]*)(\.[0-9]+([eE][-+][0-9]+)?)?$/.test(text)) throw new Error(`Not a number: ${text}`)
  return { [made]: true, kind: 'verbatim', text }
}

/** `{{ code }}` in the place of a scalar; what it gives must need no quotes. */
export function expression(code: string, value: string | number | boolean): Expression {
  return { [made]: true, kind: 'expression', code, value }
}

/** A string with expressions inside. */
export function joined(...parts: readonly (string | Expression)[]): Joined {
  return { [made]: true, kind: 'joined', parts }
}

/** A mapping or list that the operator's values give: `{{- toYaml code | nindent … }}`. */
export function tree(code: string, value: Yaml): Piece {
  return { [made]: true, kind: 'tree', code, value }
}

/** As a key's value: what the operator's values give, and no key at all when that is empty. */
export function optional(code: string, value: Yaml): Piece {
  return { [made]: true, kind: 'optional', code, value }
}

/** As a key's value: a mapping to which the operator's values may add keys. */
export function extended(base: YamlMap, code: string, value: YamlMap = {}): Piece {
  if (Object.keys(base).every((key) => base[key] === undefined)) return optional(code, value)
  return { [made]: true, kind: 'extended', base, code, value }
}

/** A value with a comment above its key. */
export function commented(comment: string, value: Yaml): Piece {
  return { [made]: true, kind: 'commented', comment, value }
}

/** The text of a file of the chart, which must fit a block scalar. */
export function fileText(path: string, text: string): Piece {
  return { [made]: true, kind: 'file-text', path, text }
}

/** The bytes of a file of the chart, whatever they are, in base64. */
export function fileBytes(path: string, text: string): Piece {
  return { [made]: true, kind: 'file-bytes', path, text }
}
