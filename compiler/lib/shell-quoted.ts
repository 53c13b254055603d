/** A word as a POSIX shell reads it back as it is. */
export function shellQuoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`
}
