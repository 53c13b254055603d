import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { shortened } from './shortened.ts'

const cases: readonly [name: string, text: string, short: string][] = [
  ['nothing', '', ''],
  ['what fits', 'a'.repeat(80), 'a'.repeat(80)],
  ['what does not fit', 'a'.repeat(81), `${'a'.repeat(80)}…`],
  ['what does not fit by far', 'ab'.repeat(100_000), `${'ab'.repeat(40)}…`],
  ['characters of two units that fit', '🙂'.repeat(80), '🙂'.repeat(80)],
  ['characters of two units that do not', '🙂'.repeat(81), `${'🙂'.repeat(80)}…`],
]
for (const [name, text, short] of cases) test(name, () => assert.is(shortened(text), short))

test.run()
