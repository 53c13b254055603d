import { problem } from '../diagnostic.ts'
import type { Place } from '../model/node.ts'

/** The ways in which a text can fail to be YAML. */
export type Malformation = keyof typeof words

const words = {
  unexpected: {
    message: 'This does not belong here.',
    hint: 'Check the indentation and the line above. Text with special characters belongs in quotes.',
  },
  'unclosed-quote': { message: 'Nothing closes this quote.', hint: 'Add the closing quote.' },
  'unclosed-bracket': {
    message: 'Nothing closes this bracket.',
    hint: 'Add the closing bracket. What is inside must be indented more than the key it belongs to.',
  },
  'missing-comma': { message: 'A comma is missing here.', hint: 'Put a comma between two items.' },
  'missing-blank': { message: 'A blank is missing here.', hint: 'Put a blank in front of this.' },
  'missing-colon': {
    message: 'This line is neither a key with a colon nor an item of a list.',
    hint: 'Is a colon missing, or a blank after it? Text of several lines belongs in quotes or in a block ("|").',
  },
  'missing-dash': {
    message: 'An item of this list does not begin with "- ".',
    hint: 'Write "- " in front of it.',
  },
  'missing-document-start': {
    message: 'The line "---" is missing after these directives.',
    hint: 'Write "---" on a line of its own, or put text that begins with "%" in quotes.',
  },
  'list-on-same-line': {
    message: 'A list with dashes cannot begin in the middle of a line.',
    hint: 'Begin the list on the next line, or put the text in quotes if it is no list.',
  },
  'under-a-value': {
    message: 'This line is indented under a key that already has a value.',
    hint: 'Indent it like that key; text of several lines that holds colons belongs in quotes.',
  },
  'after-value': {
    message: 'Something follows a value that is already complete.',
    hint: 'Put the whole text in quotes.',
  },
  'nested-on-one-line': {
    message: 'A second key cannot begin here.',
    hint: 'Put text that holds a colon in quotes, or begin the inner mapping on a new, indented line.',
  },
  'block-in-brackets': {
    message: 'Items with dashes or keys on lines of their own cannot stand inside brackets.',
    hint: 'Separate them by commas, or write all of it without brackets.',
  },
  'bad-indentation': {
    message: 'This line is indented differently from those it belongs to.',
    hint: 'Begin all keys of a mapping, and all dashes of a list, in the same column.',
  },
  tab: { message: 'Tabs cannot be used to indent.', hint: 'Use blanks.' },
  'reserved-character': {
    message: 'Text without quotes cannot begin with this character.',
    hint: 'Put the text in quotes.',
  },
  'bad-escape': {
    message: 'This is not an escape that YAML knows.',
    hint: 'Write a backslash twice, or use single quotes, in which it has no meaning.',
  },
  'empty-anchor': {
    message: 'A name is missing after this sign.',
    hint: 'Put the text in quotes if it is meant to begin with "*" or "&".',
  },
  'marked-alias': {
    message: 'An alias can have no tag or anchor of its own.',
    hint: 'Delete the tag or anchor.',
  },
  'two-anchors': { message: 'A value can have only one anchor.', hint: 'Delete one of them.' },
  'two-tags': { message: 'A value can have only one tag.', hint: 'Delete one of them.' },
  'misplaced-mark': {
    message: 'A tag or anchor must stand after this sign, not in front of it.',
    hint: 'Move the tag or anchor to just before the value.',
  },
  'bad-directive': { message: 'This directive is not known.', hint: 'Delete the line.' },
  'bad-tag': { message: 'This tag is not complete.', hint: 'Put text that begins with "!" in quotes.' },
  'long-key': {
    message: 'This key is longer than 1,024 characters.',
    hint: 'Is a quote or a line break missing?',
  },
} as const

/**
 * A file is not well-formed YAML.
 *
 * The rest of the document cannot be understood, so nothing of it is used; other documents and files are still checked.
 *
 * The message says what is wrong; the cause is often the line above. Text that holds `: `, ` #` or begins with one of
 * ``[]{}&*!|>%@` `` belongs in quotes.
 */
export const malformedYaml = problem('parse/malformed-yaml', (at: Place, kind: Malformation) => ({
  at,
  ...words[kind],
}))
