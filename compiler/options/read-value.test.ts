import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { OptionType } from './catalogue.ts'
import { readValue } from './read-value.ts'
import { unknownText as unknown } from './reading.ts'
import { typeCases } from './type-cases.test-support.ts'

for (const { type, taken = [], refused = [] } of typeCases) {
  test(`reading ${JSON.stringify(type)}`, () => {
    for (const text of taken) assert.ok(readValue(type, text).accepted, `refused: ${JSON.stringify(text)}`)
    for (const text of refused) assert.not(readValue(type, text).accepted, `taken: ${JSON.stringify(text)}`)
  })
}

test('a reading is printed as the programs put it into other values', () => {
  const printed: readonly (readonly [OptionType, string, string])[] = [
    ['integer', ' 007', '7'],
    ['integer', '', ''],
    ['integer', '1_0', '10'],
    ['float', '30', '30.0'],
    ['float', '1e16', '1e+16'],
    ['float', '123456789012345.5', '123456789012345.5'],
    ['float', '0.00001', '1e-05'],
    ['float', '-0', '-0.0'],
    ['float', 'Infinity', 'inf'],
    ['float', '1.5e-7', '1.5e-07'],
    ['boolean', 'yes', 'True'],
    ['boolean', 'OFF', 'False'],
    [{ type: 'string', quotes: true }, '"a"', 'a'],
    ['list', 'a', unknown],
  ]
  for (const [type, text, print] of printed) {
    const reading = readValue(type, text)
    assert.is(reading.accepted && reading.text, print)
  }
})

test('the piece that is wrong is told', () => {
  const reading = readValue({ type: 'list', items: 'integer' }, '1, two ,3')
  assert.equal(reading, { accepted: false, piece: 'two' })
  assert.equal(readValue('dict', 'a:1,a:2'), { accepted: false, piece: 'a' })
})

test('reading takes time that is linear in the text', () => {
  const many = 200_000
  for (const text of [
    ','.repeat(many),
    `${','.repeat(many)}a`,
    'a,'.repeat(many),
    '"a,'.repeat(many),
    `${' '.repeat(many)}a`,
  ]) {
    for (const type of ['integer', { type: 'string', quotes: true }, 'uri', 'string'] as const) {
      readValue({ type: 'list', items: type }, text)
      readValue({ type: 'dict', values: type }, text)
      readValue(type, text)
    }
  }
})

test.run()
