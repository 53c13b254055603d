import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { ScalarType, Shape } from '../model/shape.ts'
import { poison, textAtPlace, yaml } from '../test-support/yaml.test-support.ts'
import { checkShape } from './check-shape.ts'

const scalar = (...types: readonly ScalarType[]): Shape => ({ kind: 'scalar', types })
const map: Shape = {
  kind: 'map',
  entries: new Map<string, Shape>([
    ['name', scalar('string')],
    ['ports', { kind: 'list', item: scalar('integer') }],
  ]),
  required: ['name'],
}
const matches = (pattern: string, text: string) => new RegExp(pattern).test(text)
const port: Shape = { kind: 'scalar', types: ['integer', 'null'], minimum: 1, maximum: 65535 }
const label: Shape = { kind: 'scalar', types: ['string', 'integer', 'null'], pattern: '^[a-z0-9]+$' }
const choice: Shape = { kind: 'scalar', types: ['string'], choices: ['http', 'https'] }

/* What a value is checked against, and each trouble with the text it is found at. */
const cases: readonly [text: string, shape: Shape, expected: readonly string[]][] = [
  ['abc', scalar('string'), []],
  ['1.5', scalar('string'), ['takes string here: 1.5']],
  ['3', scalar('number'), []],
  ['3.5', scalar('integer'), ['takes integer here: 3.5']],
  ['3', scalar('integer', 'string'), []],
  ['true', scalar('integer', 'string'), ['takes integer or string here: true']],
  ['null', scalar('string', 'null'), []],
  ['null', scalar('string'), ['takes string here: null']],
  ['true', scalar('string', 'null'), ['takes string here: true']],
  ['[a]', scalar('string'), ['takes a single value here: [a]']],
  ['https', choice, []],
  ['ftp', choice, ['takes one of http, https here: ftp']],
  ['1', port, []],
  ['65535', port, []],
  ['0', port, ['takes at least 1 here: 0']],
  ['65536', port, ['takes at most 65535 here: 65536']],
  ['null', port, []],
  ['abc', label, []],
  ['17', label, []],
  ['null', label, []],
  ['a b', label, ['takes text of the form ^[a-z0-9]+$ here: a b']],
  ['a: 1', { kind: 'any' }, []],
  [
    'a: [1, x]',
    { kind: 'map', entries: new Map(), rest: map, required: [] },
    ['takes a mapping here: [1, x]'],
  ],
  ['{name: web, ports: [80, 443]}', map, []],
  ['{name: web, port: 80}', map, ['does not know "port": port']],
  ['{ports: []}', map, ['needs "name": {ports: []}']],
  [
    '{name: [], ports: [x, 80, z]}',
    map,
    ['takes a single value here: []', 'takes integer here: x', 'takes integer here: z'],
  ],
  ['{name: web, ports: 80}', map, ['takes a list here: 80']],
]
for (const [text, shape, expected] of cases)
  test(`${text} against ${shape.kind}: ${expected.join(', ') || 'fits'}`, () => {
    const found = checkShape(yaml(text), shape, matches)
    assert.equal(
      found.map((it) => `${it.trouble}: ${textAtPlace(it.at, { 'a.yaml': text })}`),
      expected,
    )
  })

test('nothing is said of poison', () => assert.equal(checkShape(poison, map, matches), []))

test.run()
