import fc from 'fast-check'
import type { IniOverride } from './ini-file.ts'

const pieces = [
  'a',
  'b',
  'é',
  '=',
  ':',
  '#',
  ';',
  '[',
  ']',
  '"',
  "'",
  '$',
  '\\',
  ' ',
  '\t',
  '\u00a0',
  '\ufeff',
  '\x1c',
]

/** One line of almost anything that means something in a file. */
const line = fc.string({ unit: fc.constantFrom(...pieces), maxLength: 6 })
const header = fc.constantFrom('[a]', '[A]', '[DEFAULT]', '[b]', '[c')
const option = fc.tuple(fc.constantFrom('x', 'y', 'z'), line).map(([name, value]) => `${name}=${value}`)
const lineBreak = fc.constantFrom('\n', '\n', '\n\n', '\r\n', '\r')

/** Texts that are mostly files. */
export const arbitraryText: fc.Arbitrary<string> = fc
  .array(
    fc.tuple(
      fc.oneof(
        header,
        option,
        option,
        line,
        line.map((it) => ` ${it}`),
      ),
      lineBreak,
    ),
  )
  .map((lines) => lines.flat().join(''))

/** Values, some of several lines. */
export const arbitraryValue: fc.Arbitrary<string> = fc.string({
  unit: fc.constantFrom(...pieces, '\n', '${x}', '\\$', '$$', '%(x)s', '😀', '`', '&', '@'),
  maxLength: 12,
})

export const arbitraryOverride: fc.Arbitrary<IniOverride> = fc.record({
  section: fc.constantFrom('a', 'B', 'DEFAULT', 'new', ' o]d '),
  option: fc.constantFrom('x', 'y', 'new'),
  change: fc.oneof(
    fc.record({ set: fc.array(arbitraryValue, { maxLength: 3 }) }),
    fc.constant({ remove: true as const }),
  ),
})
