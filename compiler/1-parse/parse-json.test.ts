import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Diagnostic } from '../diagnostic.ts'
import { parseJsonText } from './parse-json.ts'

test('a node list is read into plain values, with or without a byte order mark', () => {
  const report: Diagnostic[] = []
  const list = { kind: 'List', items: [{ metadata: { name: 'node1' } }] }
  assert.equal(parseJsonText('nodes.json', JSON.stringify(list), report), list)
  assert.equal(parseJsonText('nodes.json', `\ufeff${JSON.stringify(list, null, 2)}\r\n`, report), list)
  assert.equal(report, [])
})

const cases: readonly (readonly [text: string, start: number, end: number, message: RegExp])[] = [
  ['', 0, 0, /empty/],
  [' \n', 0, 0, /empty/],
  ['{"a": [1, 2', 10, 11, /too early/],
  ['{"a": "b', 7, 8, /too early/],
  ['{"a": tru}', 6, 9, /not a value/],
  ["{'a': 1}", 1, 2, /key in double quotes/],
  ['{a: 1}', 1, 2, /key in double quotes/],
  ['{"a": 1,}', 8, 9, /key in double quotes/],
  ['[1, 2,]', 6, 7, /not a value/],
  ['[,1]', 1, 2, /not a value/],
  ['{"a" 1}', 5, 6, /colon/],
  ['{"a": 1 "b": 2}', 8, 11, /comma/],
  ['[1 2]', 3, 4, /comma/],
  ['[1}', 2, 3, /comma/],
  ['{"a": "b\nc"}', 8, 9, /forbids/],
  ['{"a": "\\q"}', 7, 8, /forbids/],
  ['{"a": 01}', 6, 8, /not a value/],
  ['{} {}', 3, 4, /follows/],
  ['\ufeff{"a" 1}', 6, 7, /colon/],
  ['nodes:\n- a', 0, 5, /not a value/],
]

for (const [text, start, end, message] of cases) {
  test(`${JSON.stringify(text)} is refused where it goes wrong`, () => {
    const report: Diagnostic[] = []
    assert.is(parseJsonText('nodes.json', text, report), undefined)
    assert.equal(
      report.map(({ code, at }) => [code, at!.start, at!.end]),
      [['parse/malformed-json', start, end]],
    )
    assert.match(report[0]!.message, message)
  })
}

test('hostile texts are refused', () => {
  const texts = [
    '['.repeat(500_000),
    `"${'x'.repeat(5_000_000)}`,
    `"${'\\n'.repeat(1_000_000)}\n"`,
    `${' '.repeat(1_000_000)}x`,
  ]
  for (const text of texts) {
    const report: Diagnostic[] = []
    assert.is(parseJsonText('nodes.json', text, report), undefined)
    assert.is(report.length, 1)
  }
})

test('whatever is cut out of a sound text, it is read as JSON does or refused within it', () => {
  fc.assert(
    fc.property(
      fc.json(),
      fc.nat(),
      fc.nat(3),
      fc.constantFrom('', ',', '"', ']', '\\'),
      (json, at, removed, added) => {
        const from = at % (json.length + 1)
        const text = json.slice(0, from) + added + json.slice(from + removed)
        const report: Diagnostic[] = []
        const value = parseJsonText('nodes.json', text, report)
        if (report.length === 0) assert.equal(value, JSON.parse(text))
        for (const { at } of report)
          assert.ok(0 <= at!.start && at!.start <= at!.end && at!.end <= text.length)
      },
    ),
    { numRuns: 2000, seed: 1 },
  )
})

test.run()
