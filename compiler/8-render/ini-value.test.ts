import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { arbitraryValue } from './ini-arbitrary.ts'
import { iniValue, readIniValue, tidyIniValue } from './ini-value.ts'

const written: readonly (readonly [text: string, written: string])[] = [
  ['', ''],
  ['plain text', 'plain text'],
  ['# no comment', '# no comment'],
  ['a$b ${c} $$', 'a$$b $${c} $$$$'],
  ['a\\$b', 'a\\\\$b'],
  ['\\\\$$', '\\\\\\$$$'],
  [' a', '" a"'],
  ['a\u00a0', '"a\u00a0"'],
  ['"a"', '""a""'],
  ["'a'", `"'a'"`],
  ['"', '"""'],
  ['"a', '"a'],
  ['a\nb', 'a\nb'],
  ['\nb', '\nb'],
  [' a\n"b"', '" a"\n"b"'],
]

for (const [text, expected] of written) {
  test(`${JSON.stringify(text)} is written ${JSON.stringify(expected)}`, () => {
    assert.is(iniValue(text), expected)
  })
}

const impossible: readonly (readonly [text: string, problem: string])[] = [
  ['a\r', 'carriage-return'],
  ['a\r\nb', 'carriage-return'],
  ['a\n', 'blank-line'],
  ['a\n \nb', 'blank-line'],
  ['a\n b', 'blanks-around-line'],
  ['a\nb\u3000', 'blanks-around-line'],
]

for (const [text, expected] of impossible) {
  test(`${JSON.stringify(text)} cannot be written`, () => {
    assert.equal(iniValue(text), { problem: expected })
  })
}

test('only quotes around the first line are taken off', () => {
  assert.is(readIniValue('" a"\n"b"'), ' a\n"b"')
  assert.is(readIniValue(`"a'`), `"a'`)
  assert.is(readIniValue('"'), '')
})

test('a written value is tidy', () => {
  fc.assert(
    fc.property(arbitraryValue, (text) => {
      const value = iniValue(text)
      if (typeof value === 'string') assert.is(tidyIniValue(value), value)
    }),
  )
})

test.run()
