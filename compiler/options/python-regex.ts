import { RE2JS, RE2JSSyntaxException } from 're2js'

/**
 * Says whether a text has a match somewhere, as Python's `search` does, in time that is linear in the text.
 * Nothing for a pattern that cannot be said that way.
 */
export function pythonRegex(pattern: string, ignoreCase: boolean): ((text: string) => boolean) | undefined {
  try {
    const program = RE2JS.compile(translated(pattern), ignoreCase ? RE2JS.CASE_INSENSITIVE : 0)
    return (text) => program.matcher(text).find()
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error
    return undefined
  }
}

/**
 * A pattern as the linear engine has it. In Python classes such as `\d` take characters of all scripts, and `$` also
 * stands before a line feed at the end.
 */
function translated(pattern: string): string {
  let classFrom = -1
  return pattern.replace(/\\[^]|[[\]$]/g, (piece: string, at: number) => {
    if (classFrom === -1) {
      if (piece === '[') classFrom = at
      return outside[piece] ?? piece
    }
    // A bracket that stands first in a class does not close it.
    const first = /^\[\^?$/.test(pattern.slice(classFrom, at))
    if (piece === ']' && !first) classFrom = -1
    if (piece === '[') return '\\['
    return within[piece] ?? piece
  })
}

const digit = '\\p{Nd}'
const word = '\\p{L}\\p{N}_'
const blank =
  '\\t-\\r\\x{1c}-\\x{20}\\x{85}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}'
const within: Readonly<Record<string, string>> = { '\\d': digit, '\\w': word, '\\s': blank }
const outside: Readonly<Record<string, string>> = {
  '\\d': `[${digit}]`,
  '\\D': `[^${digit}]`,
  '\\w': `[${word}]`,
  '\\W': `[^${word}]`,
  '\\s': `[${blank}]`,
  '\\S': `[^${blank}]`,
  '\\Z': '\\z',
  $: '(?:\\n?\\z)',
}
