import type { YAMLError } from 'yaml'
import { lastBefore } from './last-before.ts'
import type { Malformation } from './malformed-yaml.ts'

/** One syntax error of a document, in terms of what is wrong with the text. */
export interface SyntaxError {
  readonly kind: Malformation
  readonly start: number
  readonly end: number
}

/** Which mistake an error code of the yaml package stands for; where it stands for several, its message tells them apart. */
const kinds: readonly (readonly [YAMLError['code'], RegExp, Malformation])[] = [
  ['MISSING_CHAR', /closing .quote/, 'unclosed-quote'],
  ['MISSING_CHAR', /must end with a/, 'unclosed-bracket'],
  ['BAD_INDENT', /must be sufficiently indented and end with/, 'unclosed-bracket'],
  ['MISSING_CHAR', /Missing ,|Missing , or :/, 'missing-comma'],
  ['MISSING_CHAR', /Missing space after :/, 'missing-blank'],
  ['MISSING_CHAR', /separated from/, 'missing-blank'],
  ['MISSING_CHAR', /followed by map values/, 'missing-colon'],
  ['MISSING_CHAR', /Sequence item without/, 'missing-dash'],
  ['MISSING_CHAR', /directives-end|doc-start/, 'missing-document-start'],
  ['MISSING_CHAR', /newline after block sequence props/, 'list-on-same-line'],
  ['MISSING_CHAR', /./, 'unexpected'],
  ['MULTILINE_IMPLICIT_KEY', /./, 'missing-colon'],
  ['BLOCK_AS_IMPLICIT_KEY', /./, 'nested-on-one-line'],
  ['BLOCK_IN_FLOW', /./, 'block-in-brackets'],
  ['BAD_INDENT', /./, 'bad-indentation'],
  ['TAB_AS_INDENT', /./, 'tab'],
  ['BAD_SCALAR_START', /./, 'reserved-character'],
  ['BAD_DQ_ESCAPE', /./, 'bad-escape'],
  ['BAD_ALIAS', /./, 'empty-anchor'],
  ['ALIAS_PROPS', /./, 'marked-alias'],
  ['MULTIPLE_ANCHORS', /./, 'two-anchors'],
  ['MULTIPLE_TAGS', /./, 'two-tags'],
  ['BAD_PROP_ORDER', /./, 'misplaced-mark'],
  ['BAD_DIRECTIVE', /./, 'bad-directive'],
  ['TAG_RESOLVE_FAILED', /./, 'bad-tag'],
  ['KEY_OVER_1024_CHARS', /./, 'long-key'],
]

/** The errors of one document in the order of the text, those left out that merely follow from another. */
export function syntaxErrors(
  text: string,
  errors: readonly YAMLError[],
  unclosed: readonly number[],
): readonly SyntaxError[] {
  const found: SyntaxError[] = []
  for (const error of [...errors].sort((a, b) => a.pos[0] - b.pos[0])) {
    const next = refine(text, error, translate(text, error, unclosed), errors)
    const last = found.at(-1)
    if (last && !text.slice(last.start, next.start).includes('\n')) continue
    found.push(next)
    if (derails.has(next.kind) || found.length === enough) break
  }
  return found
}

/** Nobody mends more at a time. */
const enough = 100

/** After these, what follows is read as something else than what it is. */
const derails = new Set<Malformation>([
  'unexpected',
  'unclosed-quote',
  'unclosed-bracket',
  'nested-on-one-line',
])

function translate(
  text: string,
  { code, message, pos }: YAMLError,
  unclosed: readonly number[],
): SyntaxError {
  const kind = kinds.find((it) => it[0] === code && it[1].test(message))?.[2] ?? 'unexpected'
  let start = Math.min(pos[0], Math.max(0, text.length - 1))
  if (kind === 'unclosed-quote' || kind === 'unclosed-bracket') {
    start = lastBefore(unclosed, (it) => it <= pos[0]) ?? start
    return { kind, start, end: start + 1 }
  }
  const end = Math.max(start + 1, Math.min(pos[1], lineEnd(text, start)))
  return { kind, start, end }
}

/** Tells apart mistakes that look alike to the parser but not to whoever made them. */
function refine(text: string, error: YAMLError, found: SyntaxError, all: readonly YAMLError[]): SyntaxError {
  const { kind, start, end } = found
  if (kind === 'nested-on-one-line') {
    const key = all.find((it) => it.code === 'MULTILINE_IMPLICIT_KEY' && it.pos[0] === error.pos[0])
    if (!key) return found
    const line = start + text.slice(start, key.pos[1]).lastIndexOf('\n') + 1
    return { kind: 'under-a-value', start: skipBlanks(text, line), end: key.pos[1] }
  }
  if (kind === 'bad-indentation' || kind === 'missing-dash') {
    const first = skipBlanks(text, start)
    return { kind, start: first, end: Math.max(first + 1, end) }
  }
  if (kind !== 'unexpected') return found
  if (/^-[ \n]/.test(text.slice(start, start + 2)) && !startsLine(text, start))
    return { ...found, kind: 'list-on-same-line' }
  if (/at node end/.test(error.message) && !startsLine(text, start)) return { ...found, kind: 'after-value' }
  return found
}

function skipBlanks(text: string, from: number): number {
  let at = from
  while (text[at] === ' ') at++
  return at
}

function startsLine(text: string, at: number): boolean {
  return /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, at - 256), at))
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end
}
