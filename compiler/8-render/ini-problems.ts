import { problem } from '../diagnostic.ts'
import type { Place } from '../model/node.ts'
import type { IniFault } from './ini-file.ts'

/**
 * A line of a configuration file in INI format is neither a section, an option, a comment nor the continuation of a value.
 *
 * Services refuse the whole file when they find such a line, so every container that reads it would fail to start.
 *
 * Mend the line in the template of the file, or what is filled into it: a section is `[name]`, an option is
 * `name = value` below a section, a comment begins with `#` in the first column, and only a line that continues the value
 * directly above it begins with a blank.
 */
export const malformedIni = problem('render/malformed-ini', (at: Place, fault: IniFault) => ({
  at,
  message: messages[fault],
  hint: hints[fault],
}))

const messages: Readonly<Record<IniFault, string>> = {
  'no-section': 'This option stands before the first section.',
  'unclosed-section': 'This section has no "]" at the end of its line.',
  'unnamed-section': 'This section has no name.',
  'no-assignment': 'This line is neither a section, an option nor a comment.',
  'unnamed-option': 'This option has no name.',
  'unexpected-continuation': 'This line begins with a blank, but there is no value above it to continue.',
  'odd-blank': 'This line begins with white space that is neither a space nor a tab.',
}

const hints: Readonly<Record<IniFault, string>> = {
  'no-section': 'Begin the file with a section, such as "[DEFAULT]".',
  'unclosed-section': 'Write it as "[name]", with nothing after the bracket.',
  'unnamed-section': 'Write it as "[name]".',
  'no-assignment': 'Write an option as "name = value".',
  'unnamed-option': 'Write it as "name = value".',
  'unexpected-continuation': 'Take the blank away, also before comments.',
  'odd-blank':
    'Services take such a line for an option of its own. Take the white space away, or write spaces.',
}
