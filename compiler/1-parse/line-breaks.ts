/** A text whose line breaks are all `\n`, and the way back to offsets in the text as written. */
export interface PlainText {
  readonly text: string
  readonly originalOffset: (offset: number) => number
}

/** Turns every `\r\n` and every lone `\r` into `\n`, so that line breaks cannot change what a file means. */
export function withPlainBreaks(original: string): PlainText {
  if (!original.includes('\r')) return { text: original, originalOffset: (offset) => offset }
  const parts: string[] = []
  const offsets = new Uint32Array(original.length + 1)
  let length = 0
  let from = 0
  for (let at = 0; at < original.length; at++) {
    offsets[length++] = at
    if (original[at] !== '\r' || original[at + 1] !== '\n') continue
    parts.push(original.slice(from, at))
    from = ++at
  }
  offsets[length] = original.length
  parts.push(original.slice(from))
  const text = parts.join('').replaceAll('\r', '\n')
  return { text, originalOffset: (offset) => offsets[Math.min(offset, length)]! }
}
