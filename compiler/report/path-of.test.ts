import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { parseYaml } from '../1-parse/parse.ts'
import { pathFinder } from './path-of.ts'

const text =
  'roles:\n  controller:\n    - keystone\n    - [a, {b: c}]\n---\nnodes: {node1$: {roles: [controller]}}\n'
const find = pathFinder(new Map([['a.yaml', parseYaml('a.yaml', text, [])]]))

const cases: readonly [name: string, word: string, path: string | undefined][] = [
  ['a key', 'controller:', 'roles.controller'],
  ['an item of a list', 'keystone', 'roles.controller.0'],
  ['a value deep inside', 'c}', 'roles.controller.1.1.b'],
  ['a value of a later document', 'controller]', 'nodes.node1$.roles.0'],
]

for (const [name, word, path] of cases)
  test(`${name} has the path ${path}`, () => {
    const start = text.indexOf(word)
    const end = start + word.replace(/[:\]}]$/, '').length
    assert.is(find({ file: 'a.yaml', start, end }), path)
  })

test('an empty place and a place in another file have no path', () => {
  assert.is(find({ file: 'a.yaml', start: 0, end: 0 }), undefined)
  assert.is(find({ file: 'b.hbs', start: 0, end: 4 }), undefined)
})

test.run()
