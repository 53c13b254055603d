import type { Report } from '../diagnostic.ts'
import { controlCharacter } from './problems.ts'

/** Characters that YAML forbids, and those that only some of its versions take for line breaks. */
// eslint-disable-next-line no-control-regex
const invisible = /[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]|(?!^)\ufeff|\p{Surrogate}/gu

/** Reports the characters of a text that nobody can see, each kind once; the text is used all the same. */
export function reportInvisible(file: string, text: string, report: Report): void {
  const seen = new Set<string>()
  for (const { 0: character, index } of text.matchAll(invisible)) {
    if (seen.has(character)) continue
    seen.add(character)
    const code = character.charCodeAt(0).toString(16).padStart(4, '0')
    report.push(controlCharacter({ file, start: index, end: index + 1 }, `\\u${code}`))
  }
}
