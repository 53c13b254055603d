import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Diagnostic } from '../diagnostic.ts'
import { inOrder } from './order.ts'

function diagnostic(
  file: string | undefined,
  start: number,
  code: string,
  message = 'x',
  end = start,
): Diagnostic {
  return { code, severity: 'error', message, related: [], ...(file && { at: { file, start, end } }) }
}

const sorted = [
  diagnostic(undefined, 0, 'b/x'),
  diagnostic('a-b.yaml', 7, 'a/a'),
  diagnostic('a.yaml', 2, 'z/z'),
  diagnostic('a.yaml', 10, 'a/a', 'one'),
  diagnostic('a.yaml', 10, 'a/a', 'two'),
  diagnostic('a.yaml', 10, 'b/a'),
  diagnostic('a.yaml', 10, 'a/a', 'x', 12),
  diagnostic('b.yaml', 0, 'a/a'),
]

test('file comes before position, position before code, whatever order they came in', () => {
  assert.equal(inOrder([...sorted].reverse()), sorted)
  assert.equal(inOrder([...sorted.slice(4), ...sorted.slice(0, 4)]), sorted)
})

test('what is said twice is kept once', () => {
  assert.equal(inOrder([...sorted, ...sorted]), sorted)
})

test('the same at a place that is a whole node is the same', () => {
  const [plain] = [diagnostic('a', 1, 'a/a')]
  const node = { ...plain!, at: { ...plain!.at!, kind: 'scalar', value: 1 } }
  assert.is(inOrder([plain!, node]).length, 1)
})

test('what differs in its hint or related places is kept', () => {
  const one = diagnostic('a', 1, 'a/a')
  const others: Diagnostic[] = [
    { ...one, hint: 'h' },
    { ...one, related: [{ message: 'r', at: one.at! }] },
  ]
  assert.is(inOrder([one, ...others]).length, 3)
})

test.run()
