import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { digest } from './digest.ts'
import { formatEntries, formatLock, parseEntries, parseLock, type Lock } from './lock.ts'

const [a, b] = [digest('a'), digest('b')]
const lock: Lock = {
  version: '0.1.0',
  release: '2026.1',
  inputs: new Map([
    ['environments/prod.yaml', a],
    ['<oskc>/templates/x', b],
  ]),
  outputs: new Map([
    ['values.yaml', a],
    ['Chart.yaml', b],
    ['charts/x y/Chart.yaml', a],
  ]),
}

test('a lock is one line a file, sorted, whatever order the files came in', () => {
  const text = [
    '# Written by "oskc compile"; keep it with the charts, never edit it.',
    'oskc 0.1.0',
    'release 2026.1',
    `input ${b} <oskc>/templates/x`,
    `input ${a} environments/prod.yaml`,
    `output ${b} Chart.yaml`,
    `output ${a} charts/x y/Chart.yaml`,
    `output ${a} values.yaml`,
    '',
  ].join('\n')
  assert.is(formatLock(lock), text)
  const backwards = {
    ...lock,
    outputs: new Map([...lock.outputs].reverse()),
    inputs: new Map([...lock.inputs].reverse()),
  }
  assert.is(formatLock(backwards), text)
})

test('what is read is what was written, also with line ends of another system', () => {
  for (const text of [formatLock(lock), formatLock(lock).replaceAll('\n', '\r\n')]) {
    const { inputs, outputs } = parseLock(text)
    assert.equal(new Map([...inputs].sort()), new Map([...lock.inputs].sort()))
    assert.equal(new Map([...outputs].sort()), new Map([...lock.outputs].sort()))
  }
  assert.is(parseLock(formatLock(lock)).version, '0.1.0')
  assert.is(parseLock(formatLock(lock)).release, '2026.1')
})

test('any path can be written and read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (path) => {
      const text = formatEntries([{ kind: 'output', path, digest: a }])
      assert.is(text.split('\n').length, 2)
      assert.equal(parseEntries(text), [{ kind: 'output', path, digest: a }])
    }),
  )
})

test('of a lock with a merge conflict both sides remain', () => {
  const text = `<<<<<<< ours\noutput ${a} x\n=======\noutput ${b} y\n>>>>>>> theirs\noutput sha256:12 z\noutput ${a} "z\n`
  assert.equal(
    [...parseLock(text).outputs],
    [
      ['x', a],
      ['y', b],
    ],
  )
})

test('a text that is no lock is an empty one', () => {
  for (const text of ['', '\0\ufffd', '{}']) {
    assert.equal(parseLock(text), { version: '', release: '', inputs: new Map(), outputs: new Map() })
  }
})

test('a path may have several digests', () => {
  const entries = [a, b].map((it) => ({ kind: 'output' as const, path: 'x', digest: it }))
  const sorted = entries.sort((left, right) => (left.digest < right.digest ? -1 : 1))
  assert.equal(parseEntries(formatEntries([...entries].reverse())), sorted)
})

test.run()
