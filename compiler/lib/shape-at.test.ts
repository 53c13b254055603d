import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Shape } from '../model/shape.ts'
import { namesBelow, shapeAt } from './shape-at.ts'

const text: Shape = { kind: 'scalar', types: ['string'] }
const port: Shape = { kind: 'map', entries: new Map([['cont', text]]), required: [] }
const open: Shape = { kind: 'map', entries: new Map([['cont', text]]), rest: port, required: [] }
const shapes = new Map<string, Shape>([
  ['region', text],
  ['keystone', { kind: 'map', entries: new Map<string, Shape>([['port', port]]), required: [] }],
  ['open', open],
  ['any', { kind: 'any' }],
  ['list', { kind: 'list', item: port }],
])

const cases: readonly [path: string, expected: Shape | undefined][] = [
  ['region', text],
  ['region.more', undefined],
  ['keystone.port', port],
  ['keystone.port.cont', text],
  ['keystone.port.host', undefined],
  ['keystone.prt.cont', undefined],
  ['open.cont', text],
  ['open.anything', port],
  ['open.anything.cont', text],
  ['any.thing.at.all', { kind: 'any' }],
  ['list.0', undefined],
  ['nothing', undefined],
  ['constructor', undefined],
]
for (const [path, expected] of cases)
  test(`"${path}" leads to ${expected?.kind ?? 'nothing'}`, () =>
    assert.equal(shapeAt(shapes, path.split('.')), expected))

test('an empty path leads to nothing', () => assert.is(shapeAt(shapes, []), undefined))

test('the names below a path are the keys that are known there', () => {
  assert.equal(namesBelow(shapes, []), ['region', 'keystone', 'open', 'any', 'list'])
  assert.equal(namesBelow(shapes, ['keystone', 'port']), ['cont'])
  assert.equal(namesBelow(shapes, ['region']), [])
  assert.equal(namesBelow(shapes, ['any']), [])
  assert.equal(namesBelow(shapes, ['nothing']), [])
})

test.run()
