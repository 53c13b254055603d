import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Report } from '../diagnostic.ts'
import type { Shape } from '../model/shape.ts'
import { plain } from '../schema/plain.ts'
import { toldOf, yamlMapping } from '../test-support/yaml.test-support.ts'
import { checkSettings } from './check-settings.ts'
import type { SettingRules } from './check-settings.ts'

const scalar = (it: Partial<Extract<Shape, { kind: 'scalar' }>>): Shape => ({
  kind: 'scalar',
  types: ['string'],
  ...it,
})
const map = (
  entries: Readonly<Record<string, Shape>>,
  more: Partial<Extract<Shape, { kind: 'map' }>> = {},
): Shape => ({
  kind: 'map',
  entries: new Map(Object.entries(entries)),
  required: [],
  ...more,
})
const shapes = {
  text: scalar({ types: ['string', 'integer', 'number'] }),
  count: scalar({ types: ['integer'], minimum: 1, maximum: 9 }),
  rate: scalar({ types: ['number'] }),
  flag: scalar({ types: ['boolean'] }),
  mode: scalar({ choices: ['fast', 'slow'] }),
  label: scalar({ pattern: '^[a-z]+$' }),
  names: { kind: 'list', item: scalar({}) } as const,
  people: { kind: 'list', item: map({ name: scalar({}) }, { required: ['name'] }) } as const,
  open: map({}, { rest: scalar({ types: ['integer'] }) }),
  any: { kind: 'any' } as const,
}
const rules: SettingRules = {
  shapes: new Map([['web', map(shapes)]]),
  retired: new Map([
    ['web.old', { since: '1', instead: 'x' }],
    ['gone.deep.key', { since: '1', instead: 'y' }],
  ]),
  optionFiles: new Map([['web', ['web.conf']]]),
}

/* A layer of settings, what is left of it, and what is reported with the text it is found at. */
const cases: readonly [text: string, left: unknown, told: readonly string[]][] = [
  ['{web: {text: a}}', { web: { text: 'a' } }, []],
  ['{web: {text: 1.10}}', { web: { text: 1.1 } }, []],
  ['{web: {text: true}}', { web: {} }, ['settle/bad-setting: true']],
  ['{web: {text: [a]}}', { web: {} }, ['settle/bad-setting: [a]']],
  ['{web: {text: null}}', { web: { text: null } }, []],
  ['{web: {count: 9}}', { web: { count: 9 } }, []],
  ['{web: {count: 10}}', { web: {} }, ['settle/bad-setting: 10']],
  ['{web: {count: 0}}', { web: {} }, ['settle/bad-setting: 0']],
  ['{web: {count: 1.0}}', { web: {} }, ['settle/bad-setting: 1.0']],
  ['{web: {count: "1"}}', { web: {} }, ['settle/bad-setting: "1"']],
  ['{web: {rate: 1}}', { web: { rate: 1 } }, []],
  ['{web: {rate: 1.5}}', { web: { rate: 1.5 } }, []],
  ['{web: {flag: false}}', { web: { flag: false } }, []],
  ['{web: {flag: "false"}}', { web: {} }, ['settle/bad-setting: "false"']],
  ['{web: {mode: fast}}', { web: { mode: 'fast' } }, []],
  ['{web: {mode: quick}}', { web: {} }, ['settle/bad-setting: quick']],
  ['{web: {label: abc}}', { web: { label: 'abc' } }, []],
  ['{web: {label: a1}}', { web: {} }, ['settle/bad-setting: a1']],
  ['{web: {names: [a, b]}}', { web: { names: ['a', 'b'] } }, []],
  ['{web: {names: [a, {b: c}]}}', { web: { names: ['a', null] } }, ['settle/bad-setting: {b: c}']],
  ['{web: {names: a}}', { web: {} }, ['settle/bad-setting: a']],
  ['{web: {names: null}}', { web: { names: null } }, []],
  ['{web: {people: [{name: a}]}}', { web: { people: [{ name: 'a' }] } }, []],
  [
    '{web: {people: [{}, {nam: a, name: b}]}}',
    { web: { people: [{}, { name: 'b' }] } },
    ['settle/bad-setting: {}', 'settle/unknown-setting: nam'],
  ],
  ['{web: {open: {x: 1, k: z}}}', { web: { open: { x: 1 } } }, ['settle/bad-setting: z']],
  ['{web: {any: {x: [1, {k: z}]}}}', { web: { any: { x: [1, { k: 'z' }] } } }, []],
  ['{web: null}', { web: {} }, []],
  ['{web: text}', {}, ['settle/bad-setting: text']],
  ['{web: {txt: a}}', { web: {} }, ['settle/unknown-setting: txt']],
  ['{wep: {text: a}}', {}, ['settle/unknown-setting: wep']],
  [
    '{constructor_: 1, toString: 1}',
    {},
    ['settle/unknown-setting: constructor_', 'settle/unknown-setting: toString'],
  ],
  ['{web: {old: 1, text: a}}', { web: { text: 'a' } }, ['settle/retired-setting: old']],
  ['{gone: {deep: {key: 1}}}', {}, ['settle/retired-setting: key']],
  [
    '{gone: {deep: {key: 1, other: 2}}}',
    {},
    ['settle/retired-setting: key', 'settle/unknown-setting: other'],
  ],
  ['{gone: {else: 1}}', {}, ['settle/unknown-setting: else']],
  [
    '{web: {conf: {web.conf: {a: {b: 1, c: [x, z], d: null, e: {secret: s, key: k}}}}}}',
    { web: { conf: { 'web.conf': { a: { b: 1, c: ['x', 'z'], d: null, e: { secret: 's', key: 'k' } } } } } },
    [],
  ],
  ['{web: {conf: {wep.conf: {a: {b: 1}}}}}', { web: { conf: {} } }, ['settle/unknown-option-file: wep.conf']],
  ['{web: {conf: {web.conf: {a: b}}}}', { web: { conf: { 'web.conf': {} } } }, ['settle/bad-option: b']],
  [
    '{web: {conf: {web.conf: {a: {b: {c: d}}}}}}',
    { web: { conf: { 'web.conf': { a: {} } } } },
    ['settle/bad-option: {c: d}'],
  ],
  ['{web: {conf: [a]}}', { web: {} }, ['settle/bad-option: [a]']],
  ['{web: {conf: null}}', { web: {} }, []],
]
for (const [text, left, told] of cases)
  test(`${text}: ${told.join(', ') || 'fine'}`, () => {
    const report: Report = []
    const checked = checkSettings(yamlMapping(text), rules, report)
    assert.equal(toldOf(report, { 'a.yaml': text }), told)
    assert.equal(plain(checked!), left)
  })

test('a layer that is not there is no layer', () => assert.is(checkSettings(undefined, rules, []), undefined))

test('the setting that was meant is proposed', () => {
  const report: Report = []
  checkSettings(yamlMapping('{web: {cuont: 1}}'), rules, report)
  assert.match(report[0]!.hint ?? '', 'count')
})

test.run()
