import type { DictionaryType, ListType, OptionType } from './catalogue.ts'
import { strip, withoutEnd } from './python-text.ts'
import { isUnknown, type Reading, refused, type Refused, unknownText } from './reading.ts'

/** Reads a piece of a value as the type of an item. */
export type ReadPiece = (type: OptionType, text: string) => Reading

/** Reads items that commas separate. An item that is refused is read together with the next one, and so on. */
export function readList(type: ListType, given: string, read: ReadPiece): Reading {
  const text = inside(withoutEnd(strip(given), ','), type.bounds ? '[]' : '')
  if (text === undefined) return refused
  const items: string[] = []
  const wrong = eachPiece(text, type.items, (piece) => {
    const item = read(type.items ?? 'string', strip(piece))
    if (item.accepted) items.push(item.text)
    return item.accepted
  })
  if (wrong) return wrong
  if (!isUnknown(text) && items.length < (type.minLength ?? 0)) return refused
  return { accepted: true, text: unknownText, items }
}

/** Reads pairs of names and values, as a list is read. */
export function readDictionary(type: DictionaryType, given: string, read: ReadPiece): Reading {
  const text = inside(strip(given), type.bounds ? '{}' : '')
  if (text === undefined) return refused
  const pairs: (readonly [string, string])[] = []
  const wrong = eachPiece(text, type.values, (piece) => {
    const [name, value] = split(piece, type.separator ?? ':')
    const reading = value === undefined ? refused : read(type.values ?? 'string', strip(value))
    if (reading.accepted) pairs.push([strip(name), reading.text])
    return reading.accepted
  })
  if (wrong) return wrong
  const names = new Set<string>()
  for (const [name] of pairs) {
    if (name === '' || (names.has(name) && !isUnknown(name))) return { accepted: false, piece: name }
    names.add(name)
  }
  if (!isUnknown(text) && pairs.length < (type.minLength ?? 0)) return refused
  return { accepted: true, text: unknownText, pairs }
}

/** What stands between two brackets; they may be in what is not known yet. */
function inside(text: string, brackets: string): string | undefined {
  if (brackets === '') return text
  const opened = text.startsWith(brackets[0]!)
  if (!opened && !text.startsWith(unknownText)) return undefined
  if (!text.endsWith(brackets[1]!) && !text.endsWith(unknownText)) return undefined
  return opened && text.endsWith(brackets[1]!) ? text.slice(1, -1) : unknownText
}

/** Gives out the pieces between commas; one that is not taken is joined with those after it, until it is. */
function eachPiece(
  text: string,
  type: OptionType | undefined,
  take: (piece: string) => boolean,
): Refused | undefined {
  const pieces = text === '' ? [] : text.split(',')
  for (let at = 0; at < pieces.length; at++) {
    const first = at
    let piece = pieces[at]!
    while (!take(piece)) {
      at++
      if (at === pieces.length || !mayHoldComma(type) || piece.length > longestJoined)
        return { accepted: false, piece: strip(pieces[first]!) }
      piece += `,${pieces[at]}`
    }
  }
  return undefined
}

/** Joining more than any real item would take time that grows with the square of the text. */
const longestJoined = 4096

function mayHoldComma(type: OptionType | undefined): boolean {
  const name = type === undefined || typeof type === 'string' ? type : type.type
  return name === undefined || ['string', 'uri', 'list', 'dict', 'either', 'unchecked'].includes(name)
}

/** A name and a value; either may be in what is not known yet. */
function split(piece: string, separator: string): readonly [name: string, value?: string] {
  const at = piece.indexOf(separator)
  if (at !== -1) return [piece.slice(0, at), piece.slice(at + separator.length)]
  return isUnknown(piece) ? [unknownText, unknownText] : [piece]
}
