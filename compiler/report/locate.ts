import type { Place } from '../model/node.ts'
import type { SourceTree } from '../model/source.ts'

/** A position for people: both count from 1, columns count characters. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** A place for people. */
export interface Location {
  readonly start: Position
  readonly end: Position
}

/** A text with the offsets at which its lines start. */
export interface Lines {
  readonly text: string
  readonly starts: readonly number[]
  /** Whether every character is one code unit. */
  readonly simple: boolean
}

/** Looks up texts and positions, going through each text only once. */
export interface Locator {
  /** The lines of a file; undefined for one that is not there or has no text. */
  readonly linesOf: (file: string) => Lines | undefined
  /** Where a place is; undefined where its file has no text. */
  readonly locate: (place: Place) => Location | undefined
}

/** A locator for the files that the offsets of places belong to. */
export function locator(sources: SourceTree): Locator {
  const known = new Map<string, Lines | undefined>()
  const linesOf = (file: string) => {
    if (!known.has(file)) {
      const source = sources.get(file)
      known.set(file, typeof source === 'string' ? toLines(source) : undefined)
    }
    return known.get(file)
  }
  const locate = ({ file, start, end }: Place) => {
    const lines = linesOf(file)
    return lines && { start: positionOf(lines, start), end: positionOf(lines, Math.max(start, end)) }
  }
  return { linesOf, locate }
}

/** The text of a line, counted from 1, without its line break. */
export function lineOf({ text, starts }: Lines, line: number): string {
  const start = starts[line - 1] ?? text.length
  return text.slice(start, starts[line] ?? text.length).replace(/(\r\n|\n|\r)$/, '')
}

function toLines(text: string): Lines {
  const starts = [0]
  for (const { index, 0: lineBreak } of text.matchAll(/\r\n|\n|\r/g)) starts.push(index + lineBreak.length)
  return { text, starts, simple: !/[\ud800-\udfff]/.test(text) }
}

function positionOf({ text, starts, simple }: Lines, offset: number): Position {
  const inside = Math.max(0, Math.min(offset, text.length))
  const line = lastAtMost(starts, inside)
  const start = starts[line]!
  return { line: line + 1, column: 1 + (simple ? inside - start : [...text.slice(start, inside)].length) }
}

/** Index of the last of the ascending numbers that is not above the limit. */
function lastAtMost(numbers: readonly number[], limit: number): number {
  let low = 0
  let high = numbers.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (numbers[middle]! <= limit) low = middle
    else high = middle - 1
  }
  return low
}
