import { problem } from '../diagnostic.ts'
import type { Place } from '../model/node.ts'

/** The ways in which a text can fail to be JSON. */
export type JsonMistake = keyof typeof words

const words = {
  empty: { message: 'This file is empty.', hint: 'Did the command that wrote it fail?' },
  'cut-off': { message: 'The text ends too early.', hint: 'Was the file cut off? Write it anew.' },
  'no-value': {
    message: 'This is not a value of JSON.',
    hint: 'Text, also that of keys, needs double quotes.',
  },
  'no-key': {
    message: 'A key in double quotes is missing here.',
    hint: 'Delete a comma before a closing brace.',
  },
  'no-colon': { message: 'A colon is missing after this key.', hint: 'Put a colon between key and value.' },
  'no-comma': { message: 'A comma is missing here.', hint: 'Put a comma between two items.' },
  'bad-text': {
    message: 'This text holds something that JSON forbids.',
    hint: 'Write line breaks, tabs and backslashes as "\\n", "\\t" and "\\\\"; close the quote on the same line.',
  },
  'after-end': { message: 'Something follows the end of the value.', hint: 'Keep one value in a file.' },
} as const

/**
 * A file is not well-formed JSON.
 *
 * Node lists are read by a strict JSON reader; nothing of a broken file is used.
 *
 * Write the file anew, for instance with `kubectl get nodes -o json`, or reduce it with `oskc inventory`.
 */
export const malformedJson = problem('parse/malformed-json', (at: Place, kind: JsonMistake) => ({
  at,
  ...words[kind],
}))
