import { problem } from '../diagnostic.ts'
import type { Place } from '../model/node.ts'

/** The ways in which a pattern can fail to be a regular expression. */
export type PatternMistake = keyof typeof words

const words = {
  'open-class': 'Nothing closes this bracket.',
  'open-parenthesis': 'Nothing closes this parenthesis.',
  'closing-parenthesis': 'Nothing opens this parenthesis.',
  'bad-range': 'This range of characters is not one: its ends are in the wrong order or unknown.',
  'nothing-to-repeat': 'There is nothing in front of this sign that it could repeat.',
  'repeated-repeat': 'One sign of repetition follows another.',
  'bad-count': 'This count of repetitions is not possible (at most 1000, the smaller number first).',
  'bad-escape': 'This backslash is followed by something that has no meaning here.',
  'bad-name': 'This group has no usable name.',
  'too-big': 'This pattern is too large.',
  other: 'This is not a regular expression.',
} as const

/**
 * A key of `nodes` is not a regular expression.
 *
 * Node patterns are regular expressions, matched from the start of the node name; one that cannot be read would select nothing.
 *
 * Correct it; put a backslash in front of a sign that is meant as itself, as in `rack\.1`.
 */
export const badPattern = problem('place/bad-pattern', (at: Place, mistake: PatternMistake) => ({
  at,
  message: words[mistake],
  hint: 'Put a backslash in front of a sign that is meant as itself.',
}))

/**
 * A node pattern uses something that its engine does not have.
 *
 * Patterns are matched in time linear in the length of the name, whatever the pattern; look-around, back-references, atomic groups
 * and the like do not allow that and are refused.
 *
 * Name what should match instead: alternatives as in `node-(1|2|4)$`, or several patterns with the same roles.
 */
export const unsupportedPattern = problem('place/unsupported-pattern', (at: Place, construct: string) => ({
  at,
  message: `Node patterns cannot have ${construct}.`,
  hint: 'Say what should match: alternatives as in "node-(1|2|4)$", or several patterns.',
}))

/**
 * A node pattern has a comma inside brackets.
 *
 * `node[1,2-3]` looks like a list of numbers but is one character class: it stands for a single character, which may also be
 * the comma itself. `node[1,10]` is `node` followed by one of `1`, `,` and `0`.
 *
 * Leave the commas out for single digits (`node[12-3]`), and list longer numbers as alternatives (`node(1|10)$`).
 */
export const commaInClass = problem(
  'place/comma-in-class',
  (at: Place, text: string) => ({
    at,
    message: `"${text}" stands for one single character, and the comma is one of those it matches.`,
    hint: `Write "${text.replaceAll(',', '')}"; for numbers of several digits write alternatives, as in "(1|10)$".`,
  }),
  'warning',
)
