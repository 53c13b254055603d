/** The name of a resource: a word, or a range of numbers behind one (`physnet1 1001:1030`, `2000:2999`). */
export interface ClaimedName {
  readonly word: string
  /** Both ends belong to it. */
  readonly range?: readonly [number, number]
}

/** Reads the name of a claimed resource. */
export function claimedName(text: string): ClaimedName {
  const [, word, from, to] = /^(?:(.*) )?([0-9]{1,9}):([0-9]{1,9})$/.exec(text) ?? []
  return from === undefined ? { word: text } : { word: word ?? '', range: [Number(from), Number(to)] }
}

/** Whether two names mean the same resource: the same word, and ranges that have a number in common. */
export function meets(one: ClaimedName, other: ClaimedName): boolean {
  if (one.word !== other.word) return false
  if (!one.range || !other.range) return one.range === other.range
  return one.range[0] <= other.range[1] && other.range[0] <= one.range[1]
}
