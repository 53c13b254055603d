import type { Place } from '../model/node.ts'
import type { Piece } from '../template/evaluate.ts'
import type { IniRange } from './ini-file.ts'

/** Who is to blame for the text at an offset: the line of the template, or the setting that it printed. */
export function placeAt(offset: number, pieces: readonly Piece[], otherwise: Place): Place {
  let start = 0
  for (const { text, at } of pieces) {
    const end = start + text.length
    if (offset < end) {
      const exact = at.end - at.start === text.length
      const lineEnd = text.indexOf('\n', offset - start)
      const line = text.slice(offset - start, lineEnd < 0 ? undefined : lineEnd).trimEnd()
      return exact
        ? { file: at.file, start: at.start + offset - start, end: at.start + offset - start + line.length }
        : at
    }
    start = end
  }
  return otherwise
}

/** Who is to blame for a range of the text: the only setting that is printed in it, else the template. */
export function placeOfRange(range: IniRange, pieces: readonly Piece[], otherwise: Place): Place {
  const printed = new Set<Place>()
  let start = 0
  for (const piece of pieces) {
    const end = start + piece.text.length
    if (piece.printed && start < range.end && end > range.start) printed.add(piece.at)
    if (end >= range.end) break
    start = end
  }
  const [only] = printed
  if (only && printed.size === 1) return only
  const place = placeAt(range.start, pieces, otherwise)
  return printed.size > 0
    ? place
    : { ...place, end: Math.min(place.end, place.start + range.end - range.start) }
}
