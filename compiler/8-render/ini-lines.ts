import type { IniComment, IniFault, IniMalformed, IniOption } from './ini-file.ts'
import { strip, stripEnd, stripStart } from './ini-strip.ts'

/** What one line of a file says; an option comes with its continuation lines. */
export type IniLine =
  | { readonly kind: 'blank' }
  | { readonly kind: 'section'; readonly name: string }
  | (IniMalformed & { readonly kind: 'malformed'; readonly header: boolean })
  | IniComment
  | IniOption

/**
 * The lines of a text the way oslo.config takes them one by one.
 * A line that begins with a blank continues the value above it, even where it looks like a comment; a blank line, a
 * comment and a header end the value.
 */
export function readIniLines(text: string): readonly IniLine[] {
  const lines: IniLine[] = []
  for (const [start, end] of ranges(text)) {
    if (start === end) lines.push({ kind: 'blank' })
    else if (text[start] === ' ' || text[start] === '\t') continueLine(lines, text, start, end)
    else lines.push(readLine(text, start, end))
  }
  return lines
}

/** Where each line stands, without its line break and the white space before that. */
function* ranges(text: string): Generator<readonly [start: number, end: number]> {
  let start = 0
  for (const lineBreak of text.matchAll(/\r\n?|\n/g)) {
    yield [start, stripEnd(text, start, lineBreak.index)]
    start = lineBreak.index + lineBreak[0].length
  }
  yield [start, stripEnd(text, start, text.length)]
}

function continueLine(lines: IniLine[], text: string, start: number, end: number): void {
  const last = lines.at(-1)
  if (last?.kind === 'option') {
    const value = `${last.value}\n${text.slice(stripStart(text, start, end), end)}`
    lines[lines.length - 1] = { ...last, value, at: { start: last.at?.start ?? start, end } }
  } else if (last?.kind !== 'malformed') {
    lines.push(malformed('unexpected-continuation', start, end))
  }
}

function readLine(text: string, start: number, end: number): IniLine {
  const line = text.slice(start, end)
  if (line.startsWith('[')) {
    if (!line.endsWith(']')) return malformed('unclosed-section', start, end)
    if (line === '[]') return malformed('unnamed-section', start, end)
    return { kind: 'section', name: line.slice(1, -1) }
  }
  if (line.startsWith('#') || line.startsWith(';')) return { kind: 'comment', text: line }
  if (strip(line) !== line) return malformed('odd-blank', start, end)
  const separator = line.search(/[=:]/)
  if (separator < 0) return malformed('no-assignment', start, end)
  const name = strip(line.slice(0, separator))
  if (name === '') return malformed('unnamed-option', start, end)
  const valueStart = stripStart(text, start + separator + 1, end)
  const at = { start: valueStart, end }
  const nameAt = { start, end: start + name.length }
  return { kind: 'option', name, value: text.slice(valueStart, end), at, nameAt }
}

function malformed(problem: IniFault, offset: number, end: number): IniLine {
  return { kind: 'malformed', offset, end, problem, header: problem.endsWith('-section') }
}
