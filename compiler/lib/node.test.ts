import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { plain } from '../schema/plain.ts'
import { poison, yaml } from '../test-support/yaml.test-support.ts'
import {
  asMapping,
  asScalar,
  asSequence,
  emptyMapping,
  entriesOf,
  isEmpty,
  isTrue,
  itemsOf,
  numberAt,
  scalarAt,
  scalarsOf,
  startOf,
  textAt,
  textOf,
  textsOf,
  valueAt,
} from './node.ts'

const root = yaml(`
text: abc
version: 1.10
large: 12345678901234567890
wanted: true
unwanted: false
none: null
quoted: "true"
list: [a, 1.50, null, [b], {c: d}]
map: {k: v}
`)

const texts: readonly [key: string, expected: string | undefined][] = [
  ['text', 'abc'],
  ['version', '1.10'],
  ['large', '12345678901234567890'],
  ['wanted', 'true'],
  ['none', undefined],
  ['list', undefined],
  ['map', undefined],
  ['missing', undefined],
]
for (const [key, expected] of texts)
  test(`the text of "${key}" is ${expected}`, () => assert.is(textAt(root, key), expected))

const numbers: readonly [key: string, expected: number | undefined][] = [
  ['version', 1.1],
  ['text', undefined],
  ['quoted', undefined],
  ['none', undefined],
  ['missing', undefined],
]
for (const [key, expected] of numbers)
  test(`the number of "${key}" is ${expected}`, () => assert.is(numberAt(root, key), expected))

test('only the value true is true', () => {
  const found = ['text', 'version', 'wanted', 'unwanted', 'none', 'quoted', 'list', 'map', 'missing'].filter(
    (it) => isTrue(root, it),
  )
  assert.equal(found, ['wanted'])
})

test('a list gives its items, its scalars with text, and their texts as written', () => {
  const list = valueAt(root, 'list')
  assert.is(itemsOf(list).length, 5)
  assert.equal(textsOf(list), ['a', '1.50'])
  assert.equal(
    scalarsOf(list).map((it) => it.value),
    ['a', 1.5],
  )
})

test('a node of another kind, or none, has no entries, items and values', () => {
  const list = valueAt(root, 'list')
  for (const it of [undefined, poison, list, valueAt(root, 'text')]) {
    assert.equal(entriesOf(it), [])
    assert.is(valueAt(it, 'text'), undefined)
    assert.is(asMapping(it), undefined)
  }
  for (const it of [undefined, poison, root, valueAt(root, 'text')]) {
    assert.equal(itemsOf(it), [])
    assert.is(asSequence(it), undefined)
  }
  for (const it of [undefined, poison, root, list]) {
    assert.is(textOf(it), undefined)
    assert.is(asScalar(it), undefined)
  }
})

test('nothing is no node, and null; an empty text, an empty list and poison are something', () => {
  assert.ok(isEmpty(undefined))
  assert.ok(isEmpty(valueAt(root, 'none')))
  for (const it of [yaml('""'), yaml('[]'), yaml('{}'), poison]) assert.not.ok(isEmpty(it))
})

test('nodes that are made stand at the place that is given', () => {
  const at = { file: 'b.yaml', start: 3, end: 7 }
  assert.equal(scalarAt(at, 8080), { kind: 'scalar', ...at, value: 8080, source: '8080' })
  assert.equal(scalarAt(at, null), { kind: 'scalar', ...at, value: null, source: '' })
  assert.equal(plain(emptyMapping(at)), {})
  assert.is(emptyMapping(at).start, 3)
  assert.equal(startOf('b.yaml'), { file: 'b.yaml', start: 0, end: 0 })
})

test.run()
