import type { TextType } from './catalogue.ts'
import { pythonRegex } from './python-regex.ts'
import { accepted, couldBe, isUnknown, type Reading, refused, unknownText } from './reading.ts'

/** Reads a text that has to be one of some, match a pattern or not be too long. */
export function readText(type: TextType, given: string): Reading {
  const text = type.quotes ? withoutQuotes(given) : given
  if (text === undefined) return refused
  if (type.maxLength !== undefined && knownLength(text) > type.maxLength) return refused
  if (type.regex !== undefined && !isUnknown(text)) {
    const matches = pythonRegex(type.regex, type.ignoreCase === true)
    if (matches && !matches(text)) return refused
  }
  if (type.choices && !type.choices.some((it) => isChoice(type, text, it))) return refused
  return accepted(text)
}

/** Quotes that are opened have to be closed; what is not known yet may close them. */
function withoutQuotes(text: string): string | undefined {
  const quote = text.charAt(0)
  if (quote !== '"' && quote !== "'") return text
  if (text.endsWith(unknownText)) return text.slice(1)
  return text.length > 1 && text.endsWith(quote) ? text.slice(1, -1) : undefined
}

/** How many characters a text has at least; Python counts code points. */
export function knownLength(text: string): number {
  return [...text.replaceAll(unknownText, '')].length
}

function isChoice({ ignoreCase }: TextType, text: string, choice: string | null): boolean {
  if (choice === null) return false
  return ignoreCase ? couldBe(text.toLowerCase(), choice.toLowerCase()) : couldBe(text, choice)
}
