import { problem } from '../diagnostic.ts'
import type { Place, Scalar } from '../model/node.ts'
import type { Likely } from './plain-scalar.ts'

/**
 * A key stands twice in one mapping.
 *
 * YAML forbids it, and readers differ in which of the two they take.
 *
 * Delete one of them, or bring their values together under one.
 */
export const duplicateKey = problem('parse/duplicate-key', (key: Scalar, first: Scalar) => ({
  at: key,
  message: `The key "${key.source}" stands twice in this mapping.`,
  related: [{ message: `"${key.source}" stands here first.`, at: first }],
  hint: 'Delete one of them, or bring both values together under one.',
}))

/**
 * A list or mapping stands where a key is expected.
 *
 * Keys are names. `{{ something }}` without quotes is read as a mapping used as a key, which is seldom meant.
 *
 * Write the key as plain text, and put text that begins with a brace or a bracket in quotes.
 */
export const complexKey = problem('parse/complex-key', (at: Place, braces: boolean) => ({
  at,
  message: 'A key must be text; this is a list or a mapping.',
  hint: braces ? 'If this is text, put it in quotes: "{{ ... }}".' : 'If this is text, put it in quotes.',
}))

/**
 * A mapping has a key without a name.
 *
 * A colon with nothing in front of it is an empty key, which nothing could refer to.
 *
 * Write the key in front of the colon, or put the text in quotes if the colon belongs to it.
 */
export const emptyKey = problem('parse/empty-key', (at: Place) => ({
  at,
  message: 'There is no key in front of this colon.',
  hint: 'Write the key, or put the whole text in quotes if the colon belongs to it.',
}))

/**
 * A key has a name that is refused everywhere.
 *
 * `__proto__`, `constructor` and `prototype` have a special meaning in many programs and mean nothing good in a configuration.
 *
 * Choose another name.
 */
export const refusedKey = problem('parse/refused-key', (key: Scalar) => ({
  at: key,
  message: `"${key.source}" may not be used as a key.`,
}))

/**
 * An alias names an anchor that does not exist before it.
 *
 * `*name` repeats the value that was marked with `&name` earlier in the same document.
 *
 * Correct the name, or put the text in quotes if it is meant to begin with `*`.
 */
export const unknownAnchor = problem(
  'parse/unknown-anchor',
  (at: Place, name: string, known: readonly string[]) => ({
    at,
    message: `There is no anchor "&${name}" before this alias.`,
    hint: hintOfAnchors(known),
  }),
)

/**
 * An alias stands inside the value that it repeats.
 *
 * The value would contain itself without end.
 *
 * Name another anchor, or write out what is meant.
 */
export const aliasCycle = problem('parse/alias-cycle', (at: Place, name: string, anchor: Place) => ({
  at,
  message: `This alias stands inside the value of its own anchor "&${name}".`,
  related: [{ message: `The value of "&${name}" begins here.`, at: anchor }],
}))

/**
 * A merge key `<<` has a value that cannot be merged.
 *
 * `<<` takes over the entries of a mapping or of each mapping of a list; anything else has no entries.
 *
 * Name the anchor of a mapping, as in `<<: *defaults`.
 */
export const badMerge = problem('parse/bad-merge', (at: Place) => ({
  at,
  message: 'Only a mapping, or a list of mappings, can be merged with "<<".',
  hint: 'Name the anchor of a mapping, as in "<<: *defaults".',
}))

/**
 * A value has a tag that means nothing here.
 *
 * Tags (`!name`) change how a value is read. Known are `!include` at the start of a document and the standard ones
 * (`!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!map`, `!!seq`).
 *
 * Delete the tag, or put the text in quotes if it is meant to begin with `!`.
 */
export const unknownTag = problem('parse/unknown-tag', (at: Place, tag: string) => ({
  at,
  message: `The tag "${tag}" is not known here.`,
  hint: `Delete it, or put the text in quotes if it is meant to begin with "!".`,
}))

/**
 * The tag `!include` stands inside a document.
 *
 * Files are included as whole documents: `!include` tags the list that is all of a document.
 *
 * Make it a document of its own: a line `---`, then `!include` and the list of files.
 */
export const misplacedInclude = problem('parse/misplaced-include', (at: Place) => ({
  at,
  message: '"!include" can only stand at the start of a document.',
  hint: 'Write a document of its own: a line "---", then "!include" and the list of files.',
}))

/**
 * A value does not fit its tag.
 *
 * A standard tag says what a value is; `!!int` before a text is a contradiction.
 *
 * Delete the tag or correct the value.
 */
export const badTaggedValue = problem('parse/bad-tagged-value', (at: Place, tag: string) => ({
  at,
  message: `This value does not fit its tag "${tag}".`,
  hint: 'Delete the tag or correct the value.',
}))

function hintOfAnchors(known: readonly string[]): string {
  if (known.length === 0) return 'If this is text, put it in quotes.'
  return `Known here are ${known
    .slice(0, 5)
    .map((it) => `"&${it}"`)
    .join(', ')}. If this is text, put it in quotes.`
}

/**
 * A value without quotes means different things to different readers of YAML.
 *
 * `yes`, `on`, `0644`, `1_000`, `1:30`, `1e3`, `2001-01-01` are text to some and a boolean, number or date to others: the tool that
 * read your file so far may have taken it for something else than oskc would.
 *
 * Put it in quotes if it is text; else write it in the form that everybody reads alike (`true`, `420`, `1000.0`).
 */
export const ambiguousScalar = problem(
  'parse/ambiguous-scalar',
  (at: Place, text: string, likely: Likely) => ({
    at,
    message: messageOf(text, likely),
    hint: hintOf(text, likely),
  }),
)

function messageOf(text: string, likely: Likely): string {
  if (likely.kind === 'octal')
    return `"${text}" is ${likely.octal} to some readers of YAML and ${likely.decimal} to others.`
  const other = likely.kind === 'special' ? 'a sign with a meaning of its own' : `a ${likely.kind}`
  return `"${text}" is text to some readers of YAML and ${other} to others.`
}

function hintOf(text: string, likely: Likely): string {
  if (likely.kind === 'octal') return `Write "${text}" in quotes for the text, or the number that is meant.`
  const form = 'form' in likely ? likely.form : undefined
  return form === undefined
    ? `Write "${text}" in quotes.`
    : `Write "${text}" in quotes for the text, or ${form} for the ${likely.kind}.`
}
