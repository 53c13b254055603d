import type { Place } from '../model/node.ts'
import { cutLine } from './cut-line.ts'
import { lineOf, type Lines, type Locator } from './locate.ts'
import type { Paint } from './paint.ts'
import { visible } from './visible.ts'

/** How many lines of text a frame shows. */
const tallest = 3

/** What a frame needs beside the place it shows. */
export interface Framing {
  readonly places: Locator
  readonly paint: Paint
  /** Whether a line may hold a secret: it is not shown. */
  readonly isSecret: (file: string, line: number) => boolean
}

/** One row: its line number, and the rest. */
type Row = readonly [number: string, text: string]

/** The rows under a heading: where, and, if it may be shown, what is written there, marked. */
export function frame(
  at: Place,
  framing: Framing,
  mark: (text: string) => string,
): { readonly rows: readonly string[]; readonly indent: string } {
  const { places, paint } = framing
  const location = places.locate(at)
  const where = visible(at.file)
  const lines = places.linesOf(at.file)
  if (!location || !lines) return { rows: [` ${paint.gutter('-->')} ${where}`], indent: ' ' }
  const { line, column } = location.start
  const rows = lines.text === '' ? [] : textRows(at, lines, framing, mark)
  const indent = ' '.repeat(Math.max(1, ...rows.map(([number]) => number.length)))
  const bar = paint.gutter('|')
  const printed = rows.map(([number, text]) =>
    `${paint.gutter(number.padStart(indent.length))} ${bar} ${text}`.trimEnd(),
  )
  return {
    rows: [
      `${indent}${paint.gutter('-->')} ${where}:${line}:${column}`,
      ...(rows.length > 0 ? [`${indent} ${bar}`, ...printed] : []),
    ],
    indent,
  }
}

function textRows(at: Place, lines: Lines, framing: Framing, mark: (text: string) => string): readonly Row[] {
  const [first, last] = linesWithin(at, lines, framing.places)
  const shownTo = Math.min(last, first + tallest - 1)
  for (let line = first; line <= shownTo; line++) if (framing.isSecret(at.file, line)) return []
  const rows: Row[] = []
  for (let line = Math.max(1, shownTo - tallest + 1); line < first; line++) {
    const text = framing.isSecret(at.file, line) ? '…' : cutLine(lineOf(lines, line), 0, 0).text
    // A frame does not begin with nothing.
    if (rows.length > 0 || text !== '') rows.push([String(line), text])
  }
  for (let line = first; line <= shownTo; line++) rows.push(...markedRows(at, line, lines, mark))
  if (shownTo < last) rows.push(['', '…'])
  return rows
}

/** The first and the last line of a place; the white space at the end of a block is no part of it. */
function linesWithin(
  { file, start, end }: Place,
  { text }: Lines,
  { locate }: Locator,
): readonly [number, number] {
  const trimmed = start + text.slice(start, end).trimEnd().length
  const location = locate({ file, start, end: Math.max(start, trimmed) })!
  return [location.start.line, location.end.line]
}

function markedRows(at: Place, line: number, lines: Lines, mark: (text: string) => string): readonly Row[] {
  const text = lineOf(lines, line)
  const offset = lines.starts[line - 1]!
  const blank = text.length - text.trimStart().length
  const start = Math.min(text.length, at.start > offset ? at.start - offset : at.end > at.start ? blank : 0)
  const end = Math.max(start, Math.min(text.trimEnd().length, at.end - offset))
  const cut = cutLine(text, start, end)
  const row: Row = [String(line), cut.text]
  if (cut.text === '' && line > 1 && at.start < offset) return [row]
  return [row, ['', ' '.repeat(cut.before) + mark('^'.repeat(cut.marked))]]
}
