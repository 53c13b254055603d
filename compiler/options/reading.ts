/**
 * Stands for a piece of text that is not known before run time: a character that no text has, as Unicode promises.
 * What holds it is checked as far as its other pieces say something.
 */
export const unknownText = '\uFDD0'

/** What a type makes of the text of a value. */
export type Reading = Refused | Accepted

export interface Refused {
  readonly accepted: false
  /** The piece that is wrong, when it is not all of it. */
  readonly piece?: string
}

export interface Accepted {
  readonly accepted: true
  /** What stands in another value that refers to this one. */
  readonly text: string
  /** The items of a list, the pairs of a dictionary. */
  readonly items?: readonly string[]
  readonly pairs?: readonly (readonly [name: string, value: string])[]
}

export const refused: Refused = { accepted: false }

export function accepted(text: string): Accepted {
  return { accepted: true, text }
}

export function isUnknown(text: string): boolean {
  return text.includes(unknownText)
}

/** Whether a text could turn out to be a certain one. */
export function couldBe(text: string, other: string): boolean {
  if (!isUnknown(text)) return text === other
  const [first = '', ...rest] = text.split(unknownText)
  const last = rest.pop()!
  if (!other.startsWith(first) || other.length < first.length + last.length) return false
  let at = first.length
  const end = other.length - last.length
  for (const piece of rest) {
    const found = other.indexOf(piece, at)
    if (found === -1 || found + piece.length > end) return false
    at = found + piece.length
  }
  return other.endsWith(last)
}
