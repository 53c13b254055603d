import { escapeTemplate } from './escape-template.ts'
import { fitsYamlBlock } from './fits-yaml-block.ts'
import { yamlKeys } from './yaml-keys.ts'
import { pieceOf, type Joined, type Piece, type Yaml, type YamlMap } from './yaml-piece.ts'
import { yamlScalar } from './yaml-scalar.ts'

/** How a text is laid out. */
export interface YamlStyle {
  /** Rank of the keys that come first, in every mapping; the others follow by code unit. */
  readonly rank?: ReadonlyMap<string, number>
  /** The text goes through Helm's template engine: what looks like an action is escaped, so that it comes out as text. */
  readonly template?: boolean
  /** An empty line stands between the keys at the root. */
  readonly airy?: boolean
}

/** Prints a mapping as YAML text, the same bytes for the same value. */
export function toYaml(value: YamlMap, style: YamlStyle = {}): string {
  const keys = yamlKeys(value, style.rank)
  if (keys.length === 0) return '{}\n'
  const lines: string[] = []
  for (const key of keys) {
    if (style.airy && lines.length > 0) lines.push('')
    printEntry(lines, '', key, value[key]!, style)
  }
  lines.push('')
  return lines.join('\n')
}

function printEntry(lines: string[], pad: string, key: string, value: Yaml, style: YamlStyle): void {
  const head = `${pad}${safe(yamlScalar(key), style)}:`
  const piece = pieceOf(value)
  if (piece?.kind === 'commented') {
    for (const line of piece.comment.split(/[\0-\x1f\x7f-\x9f\u2028\u2029]+/))
      lines.push(`${pad}# ${safe(line, style)}`.trimEnd())
    printEntry(lines, pad, key, piece.value, style)
  } else if (piece?.kind === 'optional') {
    lines.push(`${pad}{{- with ${piece.code} }}`)
    if (typeof piece.value === 'object')
      lines.push(head, `${pad}  {{- toYaml . | nindent ${pad.length + 2} }}`)
    else lines.push(`${head} {{ ${typeof piece.value === 'string' ? '. | quote' : '.'} }}`)
    lines.push(`${pad}{{- end }}`)
  } else {
    printValue(lines, pad, head, value, style)
  }
}

/** Prints a value after its head, `key:` or `-`, with children deeper than `pad`. */
function printValue(lines: string[], pad: string, head: string, value: Yaml, style: YamlStyle): void {
  const piece = pieceOf(value)
  if (piece) printPiece(lines, pad, head, piece, style)
  else if (typeof value === 'string') printString(lines, pad, head, value, style)
  else if (typeof value !== 'object' || value === null) lines.push(`${head} ${bare(value)}`)
  else if (Array.isArray(value)) printList(lines, pad, head, value as readonly Yaml[], style)
  else printMap(lines, pad, head, value as YamlMap, style)
}

function printMap(lines: string[], pad: string, head: string, map: YamlMap, style: YamlStyle): void {
  const keys = yamlKeys(map, style.rank)
  lines.push(keys.length === 0 ? `${head} {}` : head)
  for (const key of keys) printEntry(lines, `${pad}  `, key, map[key]!, style)
}

function printList(
  lines: string[],
  pad: string,
  head: string,
  list: readonly Yaml[],
  style: YamlStyle,
): void {
  lines.push(list.length === 0 ? `${head} []` : head)
  for (const item of list) printItem(lines, `${pad}  `, item, style)
}

/** The dash of a mapping or list in a list stands in the indentation of its first line. */
function printItem(lines: string[], pad: string, item: Yaml, style: YamlStyle): void {
  const first = lines.length
  if (typeof item === 'object' && item !== null && !Array.isArray(item) && !pieceOf(item)) {
    const keys = yamlKeys(item as YamlMap, style.rank)
    if (keys.length === 0) return void lines.push(`${pad}- {}`)
    for (const key of keys) printEntry(lines, `${pad}  `, key, (item as YamlMap)[key]!, style)
    lines[first] = `${pad}- ${lines[first]!.slice(pad.length + 2)}`
    return
  }
  printValue(lines, pad, `${pad}-`, item, style)
  if (lines[first] !== `${pad}-`) return
  lines.splice(first, 2, `${pad}- ${lines[first + 1]!.slice(pad.length + 2)}`)
}

function printPiece(lines: string[], pad: string, head: string, piece: Piece, style: YamlStyle): void {
  const inner = `${pad}  `
  switch (piece.kind) {
    case 'verbatim':
      return void lines.push(`${head} ${piece.text}`)
    case 'expression':
      return void lines.push(`${head} {{ ${piece.code} }}`)
    case 'joined':
      return void lines.push(`${head} ${printJoined(piece, style)}`)
    case 'tree':
      return void lines.push(head, `${inner}{{- toYaml ${piece.code} | nindent ${inner.length} }}`)
    case 'extended':
      lines.push(head)
      for (const key of yamlKeys(piece.base, style.rank))
        printEntry(lines, inner, key, piece.base[key]!, style)
      lines.push(`${inner}{{- with ${piece.code} }}`)
      lines.push(`${inner}{{- toYaml . | nindent ${inner.length} }}`)
      return void lines.push(`${inner}{{- end }}`)
    case 'file-text':
      lines.push(`${head} ${piece.text.endsWith('\n') ? '|' : '|-'}`)
      return void lines.push(
        `${inner}{{- .Files.Get "${piece.path}" | trimSuffix "\\n" | nindent ${inner.length} }}`,
      )
    case 'file-bytes':
      return void lines.push(`${head} {{ ${fileContent(piece)} | b64enc }}`)
    case 'optional':
    case 'commented':
      throw new Error('This piece of YAML can only be the value of a key.')
  }
}

/** Helm takes the byte order mark off a file, so it is put on again. */
function fileContent({ path, text }: { readonly path: string; readonly text: string }): string {
  const content = `.Files.Get "${path}"`
  return text.startsWith('\ufeff') ? `printf "\\ufeff%s" (${content})` : content
}

/** Quoted as its literal parts need: what the expressions give needs no quotes, so a word stands for each meanwhile. */
function printJoined({ parts }: Joined, style: YamlStyle): string {
  const whole = parts.map((it) => (typeof it === 'string' ? it : mark)).join('')
  const texts = yamlScalar(whole).split(mark)
  const codes = parts.flatMap((it) => (typeof it === 'string' ? [] : [`{{ ${it.code} }}`]))
  if (texts.length !== codes.length + 1) throw new Error('A joined text holds the mark of an expression.')
  return texts.map((it, index) => safe(it, style) + (codes[index] ?? '')).join('')
}

const mark = 'oskcEXPRESSIONoskc'

function printString(lines: string[], pad: string, head: string, text: string, style: YamlStyle): void {
  if (!text.includes('\n') || !fitsYamlBlock(text) || /[ \t]\n/.test(text))
    return void lines.push(`${head} ${safe(yamlScalar(text), style)}`)
  lines.push(`${head} ${text.endsWith('\n') ? '|' : '|-'}`)
  for (const line of safe(text.replace(/\n$/, ''), style).split('\n')) lines.push(line && `${pad}  ${line}`)
}

function safe(text: string, style: YamlStyle): string {
  return style.template ? escapeTemplate(text) : text
}

function bare(value: number | boolean | null): string {
  if (typeof value !== 'number') return String(value)
  if (!Number.isFinite(value)) throw new Error(`Not a number that YAML can hold: ${value}`)
  const text = Object.is(value, -0) ? '0' : String(value)
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text
}
