import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { fingerprint } from './fingerprint.ts'

test('equal parts have the same fingerprint, of sixteen hexadecimal digits', () => {
  assert.is(fingerprint(['a', 'b']), fingerprint(['a', 'b']))
  assert.match(fingerprint([]), /^[0-9a-f]{16}$/)
})

test('where one part ends and the next begins counts', () => {
  const splits = [['ab', 'c'], ['a', 'bc'], ['abc'], ['abc', ''], ['', 'abc'], ['a', 'b', 'c']]
  assert.is(new Set(splits.map(fingerprint)).size, splits.length)
})

test('a hundred thousand texts that differ a little are told apart, by either half', () => {
  const prints = Array.from({ length: 100_000 }, (_, index) => fingerprint([`option = ${index}\n`]))
  assert.is(new Set(prints).size, prints.length)
  assert.ok(new Set(prints.map((it) => it.slice(0, 8))).size > 99_900)
  assert.ok(new Set(prints.map((it) => it.slice(8))).size > 99_900)
})

test.run()
