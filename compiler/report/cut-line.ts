import { displayWidth } from '../lib/display-width.ts'
import { visible } from './visible.ts'

/** A line as shown, with the columns of the part that is marked. */
export interface CutLine {
  readonly text: string
  /** Columns before the mark. */
  readonly before: number
  /** Columns of the mark; at least one. */
  readonly marked: number
}

/** Columns of a line that are shown at most, and how many of them stand before a mark that is far right. */
const columns = 100
const lead = 30
const tab = '    '
const dots = '…'

/** Cuts a line to what fits around the marked range of code units, and makes tabs and controls visible. */
export function cutLine(line: string, start: number, end: number): CutLine {
  // Wide characters count twice, so what is cut to this many code units is at most twice too wide.
  const fits = line.length <= columns && columnsOf(line) <= columns
  const from = fits || start <= columns - lead ? 0 : onCharacter(line, start - lead)
  const to = fits ? line.length : onCharacter(line, Math.min(line.length, from + columns))
  const head = from > 0 ? dots : ''
  const text = (part: string) => visible(part.replaceAll('\t', tab))
  const before = head + text(line.slice(from, start))
  const marked = text(line.slice(start, Math.min(end, to)))
  return {
    text: (head + text(line.slice(from, to)) + (to < line.length ? dots : '')).trimEnd(),
    before: displayWidth(before),
    marked: Math.max(1, displayWidth(marked)),
  }
}

function columnsOf(line: string): number {
  return displayWidth(line.replaceAll('\t', tab))
}

/** The offset itself, or the one before where it would split a character in two. */
function onCharacter(line: string, offset: number): number {
  const splits = /^[\ud800-\udbff][\udc00-\udfff]$/.test(line.slice(offset - 1, offset + 1))
  return splits ? offset - 1 : offset
}
