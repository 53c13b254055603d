/** A text's UTF-8 bytes in base64. */
export function base64(text: string): string {
  const bytes = new TextEncoder().encode(text)
  const characters = Array.from(bytes, (it) => String.fromCharCode(it))
  return btoa(characters.join(''))
}
