import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { listed } from './listed.ts'

const cases: readonly (readonly [names: string, expected: string])[] = [
  ['a', 'a'],
  ['a b c d e', 'a, b, c, d, e'],
  ['a b c d e f g', 'a, b, c, d, e and 2 more'],
]

for (const [names, expected] of cases)
  test(`${names} are told as ${expected}`, () => assert.is(listed(names.split(' ')), expected))

test.run()
