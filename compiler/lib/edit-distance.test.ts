import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { editDistance } from './edit-distance.ts'

const cases: readonly (readonly [left: string, right: string, distance: number])[] = [
  ['', '', 0],
  ['', 'abc', 3],
  ['abc', '', 3],
  ['role', 'role', 0],
  ['role', 'roles', 1],
  ['rloe', 'role', 1],
  ['role', 'rule', 1],
  ['kitten', 'sitting', 3],
  ['ca', 'abc', 3],
  ['nöde', 'node', 1],
  ['😀a', 'a😀', 1],
]

for (const [left, right, distance] of cases) {
  test(`"${left}" and "${right}" are ${distance} slips apart, either way round`, () => {
    assert.is(editDistance(left, right), distance)
    assert.is(editDistance(right, left), distance)
  })
}

test('beyond the limit the answer is one more than the limit', () => {
  assert.is(editDistance('kitten', 'sitting', 3), 3)
  assert.is(editDistance('kitten', 'sitting', 2), 3)
  assert.is(editDistance('a', 'abcdefgh', 2), 3)
  assert.is(editDistance('abc', 'abc', 0), 0)
  assert.is(editDistance('abc', 'abd', 0), 1)
})

test.run()
