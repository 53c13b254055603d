import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Report } from '../diagnostic.ts'
import { poison, yamlMapping } from '../test-support/yaml.test-support.ts'
import { callHelper, pureHelpers } from './helpers.ts'
import type { Argument } from './argument.ts'
import { isSet, made } from './value.ts'
import type { Value } from './value.ts'

const at = { file: 't.hbs', start: 0, end: 9 }
const settings = yamlMapping(`
text: abc
version: 1.10
large: 12345678901234567890
hex: 0xff
yes_: true
no_: false
zero: 0
empty: ""
none: none
nothing: null
list: [a, 1.10, true]
mixed: [a, [b]]
holes: [a, null]
people: [{name: ann, age: 7}, {name: bob}]
nested: {z: {size: 1}, a: {size: 2}, none: {}}
map: {b: [1, null, 1.5], a: {z: "x\\"y"}, "10": t, "9": u}
multi: "one\\ntwo\\n"
sign: "@oskc{"
signs: {a: ["@oskc{"]}
signkey: {"@oskc{": 1}
`)
const members: Value = {
  kind: 'list',
  items: [0, 1].map((it) => new Map([['name', made(`db-${it}`)]])),
}
const record: Argument = { kind: 'record', fields: new Map([['name', made('db-0')]]) }

/** An argument by the name of a setting; a text after `=`. */
function argument(name: string): Argument {
  if (name.startsWith('=')) return made(name.slice(1))
  if (name === 'members') return members
  if (name === 'record') return record
  if (name === 'poison') return poison
  return settings.entries.get(name)?.value
}

function call(helper: string, args: string, hash: Readonly<Record<string, string>> = {}) {
  const report: Report = []
  const named = Object.entries(hash).map(([key, it]) => [key, argument(it) as Value] as const)
  const list = args === '' ? [] : args.split(' ').map(argument)
  const value = callHelper(pureHelpers, helper, list, new Map(named), at, report)
  return { value, report }
}

/** A result in short: its text, the words of a list, or what it is. */
function shown(value: Value | undefined): unknown {
  if (value?.kind === 'text') return value.text
  if (value?.kind === 'scalar') return value.source
  if (value?.kind === 'list')
    return value.items.map((it) => [...it].map(([key, field]) => [key, shown(field)].join('=')).join(' '))
  if (value?.kind === 'sequence' && value.items.every((it) => it.kind === 'scalar'))
    return value.items.map((it) => shown(it)).join(' ')
  return value?.kind
}

const cases: readonly [helper: string, args: string, expected: unknown, hash?: Record<string, string>][] = [
  ['join', 'list', 'a,1.10,true'],
  ['join', 'list =-', 'a-1.10-true'],
  ['join', 'list =', 'a1.10true'],
  ['join', 'people =+', 'ann+bob', { field: '=name' }],
  ['join', 'members =;', 'db-0;db-1', { field: '=name' }],
  ['join', 'nothing', ''],
  ['join', 'missing', ''],
  ['json', 'text', '"abc"'],
  ['json', 'version', '1.10'],
  ['json', 'large', '12345678901234567890'],
  ['json', 'hex', '255'],
  ['json', 'nothing', 'null'],
  ['json', 'missing', 'null'],
  ['json', 'list', '["a",1.10,true]'],
  ['json', 'map', '{"10":"t","9":"u","a":{"z":"x\\"y"},"b":[1,null,1.5]}'],
  ['json', 'members', '[{"name":"db-0"},{"name":"db-1"}]'],
  ['json', 'record', '{"name":"db-0"}'],
  ['json', '=a"b', '"a\\"b"'],
  ['indent', 'multi =2', 'one\n  two\n  '],
  ['indent', 'text =0', 'abc'],
  ['indent', 'missing =2', ''],
  ['concat', 'text =- version', 'abc-1.10'],
  ['concat', '', ''],
  ['concat', 'missing text', 'abc'],
  ['default', 'text =x', 'abc'],
  ['default', 'zero =x', '0'],
  ['default', 'no_ =x', 'false'],
  ['default', 'empty =x', 'x'],
  ['default', 'nothing =x', 'x'],
  ['default', 'missing =x', 'x'],
  ['default', 'nothing version', '1.10'],
  ['default', 'nothing', undefined],
  ['default', 'nothing list', 'a 1.10 true'],
  ['default', 'record =x', undefined],
  ['eq', 'text =abc', 'true'],
  ['eq', 'text =ab', ''],
  ['eq', 'version =1.10', 'true'],
  ['eq', 'version =1.1', ''],
  ['eq', 'yes_ =true', 'true'],
  ['eq', 'nothing missing', 'true'],
  ['eq', 'nothing =', ''],
  ['not', 'text', ''],
  ['not', 'no_', 'true'],
  ['not', 'missing', 'true'],
  ['not', 'none', 'true'],
  ['and', 'text yes_ list', 'true'],
  ['and', 'text no_', ''],
  ['and', 'text missing', ''],
  ['or', 'no_ missing text', 'true'],
  ['or', 'no_ nothing empty none', ''],
  ['entries', 'map', ['key=10 value=t', 'key=9 value=u', 'key=a value=mapping', 'key=b value=1 null 1.5']],
  ['entries', 'nothing', []],
  ['entries', 'missing', []],
  ['pluck', 'people =name', 'ann bob'],
  ['pluck', 'people =age', '7'],
  ['pluck', 'people =none', ''],
  ['pluck', 'missing =name', []],
  ['pluck', 'nested =size', '2 1'],
  ['having', 'people =age', 'sequence'],
  ['having', 'people =none', ''],
  ['having', 'missing =name', []],
  ['atLeast', '=2026.1 =2026.1', 'true'],
  ['atLeast', '=2026.2 =2026.1', 'true'],
  ['atLeast', '=2025.2 =2026.1', ''],
  ['atLeast', '=2026.10 =2026.9', 'true'],
  ['atLeast', '=2026 =2026.1', ''],
  ['atLeast', '=2026.1.3 =2026.1', 'true'],
  ['atLeast', 'version =1.9', 'true'],
]
for (const [helper, args, expected, hash] of cases)
  test(`${[helper, args, ...Object.keys(hash ?? {})].join(' ')} gives ${JSON.stringify(expected)}`, () => {
    const { value, report } = call(helper, args, hash)
    assert.equal(report, [])
    assert.equal(shown(value), expected)
  })

const wrong: readonly [helper: string, args: string, trouble: string, hash?: Record<string, string>][] = [
  ['join', 'text', 'takes a list'],
  ['join', 'map', 'takes a list'],
  ['pluck', 'text =name', 'takes a list or a mapping of mappings, and the name of a field'],
  ['pluck', 'people', 'takes a list or a mapping of mappings, and the name of a field'],
  ['having', 'text =name =x', 'takes a list or a mapping, the name of a field, and perhaps its values'],
  ['having', 'people', 'takes a list or a mapping, the name of a field, and perhaps its values'],
  ['atLeast', 'text =1', 'takes two versions'],
  ['atLeast', '=1', 'takes two versions'],
  ['join', 'mixed', 'takes a list of texts; name the field of mappings with field="…"'],
  ['join', 'holes', 'takes a list of texts; name the field of mappings with field="…"'],
  ['join', 'people', 'takes a list of texts; name the field of mappings with field="…"'],
  ['join', 'people', 'takes a list of texts; name the field of mappings with field="…"', { field: '=age' }],
  ['indent', 'text', 'takes a text and a number of blanks'],
  ['indent', 'text =x', 'takes a text and a number of blanks'],
  ['indent', 'text =-1', 'takes a text and a number of blanks'],
  ['indent', 'text =101', 'takes a text and a number of blanks'],
  ['indent', 'text =1.5', 'takes a text and a number of blanks'],
  ['entries', 'list', 'takes a mapping'],
  ['entries', 'text', 'takes a mapping'],
]
for (const [helper, args, trouble, hash] of wrong)
  test(`${helper} ${args} is refused`, () => {
    const { value, report } = call(helper, args, hash)
    assert.is(value, undefined)
    assert.equal(
      report.map((it) => it.message),
      [`The helper "${helper}" ${trouble}.`],
    )
  })

for (const [args, expected] of [
  ['people =name =bob', '[{"name":"bob"}]'],
  ['people =name =bob =ann', '[{"age":7,"name":"ann"},{"name":"bob"}]'],
  ['people =age =7', '[{"age":7,"name":"ann"}]'],
  ['people =none =x', '[]'],
  ['list =name =x', '[]'],
  ['nested =size =1', '{"z":{"size":1}}'],
  ['nested =size =1 =2', '{"a":{"size":2},"z":{"size":1}}'],
  ['missing =name =x', '[]'],
  ['nothing =name =x', '[]'],
] as const)
  test(`having ${args} gives ${expected}`, () => {
    const { value, report } = call('having', args)
    assert.equal(report, [])
    const json = callHelper(pureHelpers, 'json', [value], new Map(), at, report)
    assert.is(shown(json), expected)
  })

test('a helper that does not exist is reported, with the one that was meant', () => {
  const { value, report } = call('concatt', 'list')
  assert.is(value, undefined)
  assert.is(report[0]!.code, 'template/unknown-helper')
  assert.is(report[0]!.hint, 'Did you mean "concat"?')
})

for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty'])
  test(`"${name}" is no helper`, () => assert.is(call(name, '').report[0]?.code, 'template/unknown-helper'))

for (const helper of pureHelpers.keys())
  test(`${helper} of something unusable, however deep, is unusable, and nothing more is said`, () => {
    const deep: Value = { kind: 'sequence', ...at, items: [poison] }
    for (const it of [poison, deep]) {
      const report: Report = []
      assert.is(callHelper(pureHelpers, helper, [it, made('2')], new Map(), at, report)?.kind, 'poison')
      assert.equal(report, [])
    }
  })

for (const helper of pureHelpers.keys())
  for (const name of ['sign', 'signs', 'signkey'])
    test(`${helper} refuses ${name}: it could be taken for a placeholder`, () => {
      const { value, report } = call(helper, `=x ${name}`)
      assert.is(value, undefined)
      assert.is(report[0]?.code, 'template/reserved-text')
    })

const set: readonly [name: string, expected: boolean][] = [
  ['text', true],
  ['zero', true],
  ['yes_', true],
  ['no_', false],
  ['empty', false],
  ['none', false],
  ['nothing', false],
  ['missing', false],
  ['list', true],
  ['map', true],
  ['members', true],
  ['record', true],
  ['=', false],
  ['=false', false],
  ['=none', false],
  ['=x', true],
  ['poison', false],
]
for (const [name, expected] of set)
  test(`"${name}" counts as ${expected ? 'set' : 'unset'}`, () => assert.is(isSet(argument(name)), expected))

test.run()
