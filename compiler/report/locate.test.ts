import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { locator } from './locate.ts'

const cases: readonly (readonly [
  name: string,
  text: string,
  offset: number,
  line: number,
  column: number,
])[] = [
  ['the beginning', 'ab\ncd', 0, 1, 1],
  ['the end of a line', 'ab\ncd', 2, 1, 3],
  ['the beginning of the next line', 'ab\ncd', 3, 2, 1],
  ['the end of the text', 'ab\ncd', 5, 2, 3],
  ['behind the last line break', 'ab\n', 3, 2, 1],
  ['behind a carriage return and line feed', 'ab\r\ncd', 4, 2, 1],
  ['behind a lone carriage return', 'ab\rcd', 3, 2, 1],
  ['an empty text', '', 0, 1, 1],
  ['beyond the text', 'ab', 9, 1, 3],
  ['before the text', 'ab', -1, 1, 1],
  ['a character of two code units before', '😀b', 2, 1, 2],
  ['an accent is one character', 'éb', 1, 1, 2],
]

for (const [name, text, offset, line, column] of cases) {
  test(`${name} is in line ${line}, column ${column}`, () => {
    const { locate } = locator(new Map([['a', text]]))
    const position = { line, column }
    assert.equal(locate({ file: 'a', start: offset, end: offset }), { start: position, end: position })
  })
}

test('an end before its start is moved to the start', () => {
  const { locate } = locator(new Map([['a', 'abc']]))
  assert.equal(locate({ file: 'a', start: 2, end: 0 })?.end, { line: 1, column: 3 })
})

test('a file that is missing or unreadable has no positions', () => {
  const { locate } = locator(new Map([['a', { unreadable: 'denied' as const }]]))
  assert.is(locate({ file: 'a', start: 0, end: 0 }), undefined)
  assert.is(locate({ file: 'b', start: 0, end: 0 }), undefined)
})

test.run()
