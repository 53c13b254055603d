/** What some engines of regular expressions have and a linear-time engine cannot have, or this one does not. */
const constructs: readonly (readonly [RegExp, string])[] = [
  [/\(\?<?[=!]/y, 'look-around'],
  [/\\[1-9]|\\[kg](?![\w])|\(\?P[=>]/y, 'a back-reference'],
  [/\(\?>/y, 'an atomic group'],
  [/\(\?\(/y, 'a condition'],
  [/\(\?#/y, 'a comment'],
  [/[+*?}]\+/y, 'a possessive repetition'],
  [/\(\?(?!P?<)[a-zA-Z-]*[)a-zA-Z:]/y, 'an unknown flag'],
]

/** A construct of other engines in a pattern. */
export interface UnsupportedConstruct {
  readonly name: string
  readonly index: number
  readonly length: number
}

/** The construct of other engines because of which a pattern was rejected, given the piece that was complained about. */
export function unsupportedConstruct(text: string, piece: string): UnsupportedConstruct | undefined {
  for (let index = text.indexOf(piece); index !== -1; index = text.indexOf(piece, index + 1)) {
    for (const [form, name] of constructs) {
      form.lastIndex = index
      const [found] = form.exec(text) ?? []
      if (found !== undefined) return { name, index, length: found.length }
    }
  }
  return undefined
}
