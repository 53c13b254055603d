const most = 80

/** A text as it is quoted in a sentence: its beginning, where it is very long. */
export function shortened(text: string): string {
  const characters = [...text.slice(0, 2 * most + 2)]
  return characters.length > most ? `${characters.slice(0, most).join('')}…` : text
}
