import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Mapping, Node } from '../model/node.ts'
import { plain } from '../schema/plain.ts'
import { poison, textAtPlace, yaml } from '../test-support/yaml.test-support.ts'
import { merge, mergeMappings } from './merge.ts'
import type { MergeClash } from './merge.ts'
import { valueAt } from './node.ts'

/* Settings whose paths end in `m` hold mappings and the others do not, so that no two of them clash. */

const key = fc.constantFrom('a', 'b', 'c')
const leaf = fc.oneof(fc.integer(), fc.constantFrom('x', 'y y'), fc.array(fc.integer(), { maxLength: 3 }))
const { settings } = fc.letrec<{ settings: Settings; entry: [string, unknown] }>((tie) => ({
  settings: fc.array(tie('entry'), { maxLength: 4 }).map((it) => Object.fromEntries(it)),
  entry: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(key, leaf),
    fc.tuple(
      key.map((it) => `${it}m`),
      tie('settings'),
    ),
  ) as fc.Arbitrary<[string, unknown]>,
}))
interface Settings {
  readonly [key: string]: unknown
}

const layer = (it: Settings, file: string): Mapping => yaml(JSON.stringify(it), file) as Mapping

function merged(...layers: readonly Mapping[]): Mapping {
  const clashes: MergeClash[] = []
  const result = layers.reduce((lower, higher) => mergeMappings(lower, higher, clashes))
  assert.equal(clashes, [])
  return result
}

/** The rule written down once more, on plain data. */
function expected(lower: Settings, higher: Settings): Settings {
  const result: Record<string, unknown> = { ...lower }
  for (const [name, it] of Object.entries(higher))
    result[name] = name.endsWith('m') ? expected((result[name] ?? {}) as Settings, it as Settings) : it
  return result
}

test('merging goes key by key, the last writer wins and lists are replaced', () => {
  fc.assert(
    fc.property(settings, settings, (low, high) => {
      assert.equal(plain(merged(layer(low, 'low'), layer(high, 'high'))), expected(low, high))
    }),
  )
})

test('merging is associative', () => {
  fc.assert(
    fc.property(settings, settings, settings, (first, second, third) => {
      const [a, b, c] = [layer(first, 'a'), layer(second, 'b'), layer(third, 'c')]
      assert.equal(plain(merged(merged(a, b), c)), plain(merged(a, merged(b, c))))
    }),
  )
})

test('an empty mapping changes nothing, on either side, and neither does merging something with itself', () => {
  fc.assert(
    fc.property(settings, (it) => {
      const node = layer(it, 'a')
      const empty = layer({}, 'empty')
      assert.is(merged(node, empty), node)
      assert.equal(plain(merged(empty, node)), plain(node))
      assert.equal(plain(merged(node, node)), plain(node))
    }),
  )
})

test('inputs are never changed', () => {
  fc.assert(
    fc.property(settings, settings, (low, high) => {
      const [lower, higher] = [layer(low, 'low'), layer(high, 'high')]
      merged(lower, higher)
      assert.equal(lower, layer(low, 'low'))
      assert.equal(higher, layer(high, 'high'))
    }),
  )
})

/** The files of a node and of everything that it replaced, the winner first. */
function layersOf(node: Node | undefined): readonly string[] {
  return node ? [node.file, ...layersOf(node.overrode)] : []
}

test('every leaf knows all the layers that set it, in order', () => {
  fc.assert(
    fc.property(fc.array(settings, { minLength: 1, maxLength: 5 }), (all) => {
      const result = merged(...all.map((it, index) => layer(it, `${index}`)))
      check(result, all, [])
    }),
  )
})

function check(node: Mapping, all: readonly unknown[], path: readonly string[]): void {
  for (const [name, { value }] of node.entries) {
    const here = [...path, name]
    const setting = all.flatMap((it, index) => (valueOf(it, here) === undefined ? [] : [`${index}`]))
    if (value.kind === 'mapping') check(value, all, here)
    else assert.equal(layersOf(value), setting.reverse())
  }
}

function valueOf(settings: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((it, name) => (it as Settings | undefined)?.[name], settings)
}

const clashing: readonly [lower: string, higher: string][] = [
  ['{a: {b: 1}}', '{a: 1}'],
  ['{a: {b: 1}}', '{a: [1]}'],
  ['{a: 1}', '{a: {b: 1}}'],
  ['{a: [1]}', '{a: {b: 1}}'],
  ['{a: ""}', '{a: {}}'],
]
for (const [lower, higher] of clashing)
  test(`${higher} over ${lower} is a clash, and only that value is unusable`, () => {
    const clashes: MergeClash[] = []
    const files = { low: `{x: 1, ${lower.slice(1)}`, high: `{z: 2, ${higher.slice(1)}` }
    const result = merge(yaml(files.low, 'low'), yaml(files.high, 'high'), clashes)
    assert.equal(
      clashes.map((it) => [textAtPlace(it.lower, files), textAtPlace(it.higher, files)]),
      [[lower.slice(4, -1), higher.slice(4, -1)]],
    )
    assert.is(valueAt(result, 'a')?.kind, 'poison')
    assert.equal(plain(result), { x: 1, z: 2 })
  })

const silent: readonly [name: string, lower: Node | undefined, higher: Node, expected: Node][] = (() => {
  const map = yaml('{a: 1}')
  const nothing = yaml('null')
  return [
    ['null over a mapping leaves the mapping', map, nothing, map],
    ['a mapping over null is the mapping', nothing, map, map],
    ['a mapping over nothing is the mapping', undefined, map, map],
    ['a mapping over poison is poison, since half of it is unknown', poison, map, poison],
    ['poison over a mapping is poison', map, poison, poison],
  ]
})()
for (const [name, lower, higher, result] of silent)
  test(`${name}, and no clash`, () => {
    const clashes: MergeClash[] = []
    assert.is(merge(lower, higher, clashes), result)
    assert.equal(clashes, [])
  })

test('null over a value replaces it: the setting is unset, and what it was is known', () => {
  const result = merge(yaml('1'), yaml('null'), [])
  assert.equal(plain(result), null)
  assert.equal(plain(result.overrode!), 1)
})

test.run()
