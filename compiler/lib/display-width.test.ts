import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { displayWidth } from './display-width.ts'

const cases: readonly (readonly [text: string, width: number])[] = [
  ['', 0],
  ['node-1', 6],
  ['é', 1],
  ['e\u0301', 1],
  ['名前', 4],
  ['ｆ', 2],
  ['한글', 4],
  ['😀', 2],
  ['→…', 2],
  ['a\u200db', 2],
]

for (const [text, width] of cases) {
  test(`${JSON.stringify(text)} takes ${width} columns`, () => assert.is(displayWidth(text), width))
}

test.run()
