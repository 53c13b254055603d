import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { camelKeys } from './camel-keys.ts'

const cases: readonly [names: readonly string[], keys: readonly string[]][] = [
  [['keystone'], ['keystone']],
  [['nova-api'], ['novaApi']],
  [['Nova_Api.conf'], ['novaApiConf']],
  [['--db--sync--'], ['dbSync']],
  [['3proxy'], ['n3proxy']],
  [['---'], ['n']],
  [[], []],
  [
    ['a-b', 'a.b', 'aB', 'a_b'],
    ['aB', 'aBN2', 'aBN3', 'aBN4'],
  ],
  [
    ['a-bN2', 'a-b', 'a.b'],
    ['aBN2', 'aB', 'aBN3'],
  ],
  [['web', 'web'], ['web']],
]
for (const [names, keys] of cases)
  test(`${names.join(', ') || 'nothing'} → ${keys.join(', ') || 'nothing'}`, () =>
    assert.equal([...camelKeys(names).values()], keys))

test('every name gets a key of its own, which Go templates can name', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.stringMatching(/^[-._ab1N2]{0,5}$/))), (names) => {
      const keys = camelKeys(names)
      assert.equal([...keys.keys()], [...new Set(names)])
      assert.is(new Set(keys.values()).size, keys.size)
      for (const key of keys.values()) assert.match(key, /^[A-Za-z][A-Za-z0-9]*$/)
    }),
  )
})

test.run()
