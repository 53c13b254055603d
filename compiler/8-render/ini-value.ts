import { strip } from './ini-strip.ts'

/** Why a text cannot be the value of an option: there is no way to write it that is read back as it is. */
export type IniValueFault = 'carriage-return' | 'blank-line' | 'blanks-around-line'

/**
 * How a text is written so that oslo.config reads it back as it is: a dollar does not refer to another option, blanks and
 * quotes around it stay. Lines after the first are read without the blanks around them, and an empty one ends the value,
 * so such lines cannot be written; neither can a line feed at the very end.
 */
export function iniValue(text: string): string | { readonly problem: IniValueFault } {
  if (text.includes('\r')) return { problem: 'carriage-return' }
  const [first = '', ...rest] = text.split('\n')
  if (rest.some((line) => strip(line) === '')) return { problem: 'blank-line' }
  if (rest.some((line) => strip(line) !== line)) return { problem: 'blanks-around-line' }
  const quoted = strip(first) !== first || isQuoted(first) ? `"${first}"` : first
  // `$$` and `\$` are both read as a dollar; after a backslash only `\$` leaves that backslash alone.
  return [quoted, ...rest]
    .join('\n')
    .replace(/(\\?)\$/g, (_, backslash: string) => (backslash ? '\\\\$' : '$$'))
}

/** What oslo.config takes a written value for, before it puts values of other options in place of `$name`. */
export function readIniValue(written: string): string {
  const [first = '', ...rest] = written.split('\n')
  return [isQuoted(first) ? first.slice(1, -1) : first, ...rest].join('\n')
}

/** A value as it is written for certain: no blanks around its lines, no blank lines after the first, no carriage returns. */
export function tidyIniValue(value: string): string {
  const [first = '', ...rest] = value.split(/\r\n?|\n/).map(strip)
  return [first, ...rest.filter((line) => line !== '')].join('\n')
}

/** A quote alone is both ends of quotes. */
function isQuoted(line: string): boolean {
  return /^["']/.test(line) && line.endsWith(line.charAt(0))
}
