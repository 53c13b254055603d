import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { valueAt } from '../lib/node.ts'
import type { Node } from '../model/node.ts'
import { placeTiny } from '../test-support/tiny-project.test-support.ts'
import { poison, yaml } from '../test-support/yaml.test-support.ts'
import { holds } from './condition.ts'

const settings = yaml(
  '{on_: true, off_: false, zero: 0, text: abc, empty: "", none: none, unset: null, list: [a], nothing: [], agent: ovn, number: 1, items: [{kind: a, size: 1}, {kind: b}], named: {x: {kind: c}}}',
)

function placement(release: string) {
  const { placed } = placeTiny({
    'environments/dev.yaml': `release: "${release}"\nnodes: {node1$: {roles: [all]}}\nroles: {all: [web, second]}\nservices: {second: {service_def: store}}\n`,
  })
  return placed.placements[0]!
}

const facts = (release = '2026.1') => ({
  placement: placement(release),
  setting: (path: string): Node | undefined => (path === 'poison' ? poison : valueAt(settings, path)),
})

const cases: readonly [condition: string, expected: boolean, release?: string][] = [
  ['on_', true],
  ['off_', false],
  ['zero', true],
  ['text', true],
  ['empty', false],
  ['none', false],
  ['unset', false],
  ['list', true],
  ['nothing', false],
  ['missing', false],
  ['poison', false],
  ['{setting: text}', true],
  ['{setting: unset}', false],
  ['{setting: agent, is: ovn}', true],
  ['{setting: agent, is: ovs}', false],
  ['{setting: none, is: none}', true],
  ['{setting: number, is: 1}', true],
  ['{setting: number, is: "1"}', false],
  ['{setting: off_, is: false}', true],
  ['{setting: list, is: a}', false],
  ['{setting: items, having: {kind: a}}', true],
  ['{setting: items, having: {kind: c}}', false],
  ['{setting: items, having: {kind: [c, b]}}', true],
  ['{setting: items, having: {kind: b, size: 1}}', false],
  ['{setting: items, having: {kind: a, size: "1"}}', false],
  ['{setting: named, having: {kind: c}}', true],
  ['{setting: text, having: {kind: c}}', false],
  ['{setting: missing, having: {kind: c}}', false],
  ['{placed: web}', true],
  ['{placed: store}', true],
  ['{placed: second}', true],
  ['{placed: nowhere}', false],
  ['{release: {from: "2026.1"}}', true],
  ['{release: {from: "2026.1"}}', false, '2025.2'],
  ['{release: {before: "2026.1"}}', false],
  ['{release: {before: "2026.1"}}', true, '2025.2'],
  ['{release: {from: "2025.1", before: "2026.1"}}', true, '2025.2'],
  ['{release: {from: 2026.1, before: 2026.2}}', true],
  ['{not: off_}', true],
  ['{not: {placed: web}}', false],
  ['{all: [on_, text, {not: off_}]}', true],
  ['{all: [on_, off_]}', false],
  ['{all: []}', true],
  ['{any: [off_, on_]}', true],
  ['{any: [off_, unset]}', false],
  ['{any: []}', false],
  ['{placed: web, setting: on_}', true],
  ['{placed: web, setting: off_}', false],
  ['{any: [{all: [on_, {not: {any: [off_]}}]}]}', true],
]
for (const [condition, expected, release] of cases)
  test(`${condition} ${expected ? 'holds' : 'does not hold'}${release ? ` in ${release}` : ''}`, () =>
    assert.is(holds(yaml(condition), facts(release)), expected))

test.run()
