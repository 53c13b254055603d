/** The number of bytes of a text in UTF-8. */
export function byteLength(text: string): number {
  let length = text.length
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code >= 0x80) length++
    // Each half of a surrogate pair is two of the four bytes.
    if (code >= 0x800 && (code < 0xd800 || code > 0xdfff)) length++
  }
  return length
}
