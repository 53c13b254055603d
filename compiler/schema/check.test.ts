import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Report } from '../diagnostic.ts'
import { repository } from '../test-support/project.test-support.ts'
import { toldOf, yaml } from '../test-support/yaml.test-support.ts'
import { check } from './check.ts'
import { forms } from './forms.ts'
import { environment, inventory } from './generated/validators.js'

const validators = { environment, inventory }

const text = (of: string) => `an environment with ${of}`
const registry = 'a registry (a host name, with a port and a path where it has them)'

/* What is checked, and what is reported, with the text it is found at. */
const cases: readonly [name: string, schema: 'environment' | 'inventory', text: string, told: string][] = [
  [text('a bad name of an instance'), 'environment', 'services: {Ab: {}}', 'bad-form: Ab'],
  [text('a bad name of a Secret'), 'environment', 'secrets: {A_b: {}}', 'bad-form: A_b'],
  [text('a bad domain'), 'environment', 'kubernetes: {cluster_domain: "a b"}', 'bad-form: "a b"'],
  [
    text('bad ranges'),
    'environment',
    'kubernetes: {host_source_cidrs: [10.0.0.0/33, 300.0.0.0/8, "::/129", 10.0.0.0]}',
    'bad-form: 10.0.0.0/33, bad-form: 300.0.0.0/8, bad-form: "::/129", bad-form: 10.0.0.0',
  ],
  [
    text('good ranges'),
    'environment',
    'kubernetes: {host_source_cidrs: [10.0.0.0/8, 0.0.0.0/0, "fd00::/64", "::ffff:10.0.0.0/104"]}',
    '',
  ],
  [
    text('a good image'),
    'environment',
    'images: {namespace: a/b, image_specs: {a: {registry: "r.example:5000/x", repository: a_b/c.d, tag: 1.6-r1}}}',
    '',
  ],
  [
    text('a tag with more behind it'),
    'environment',
    'images: {image_specs: {a: {tag: "1.6 # fixed"}}}',
    'bad-form: "1.6 # fixed"',
  ],
  [text('a mirror on two lines'), 'environment', 'registry: {address: "a\\nb"}', 'bad-form: "a\\nb"'],
  [text('no mirror'), 'environment', 'registry: {address: ""}', ''],
  [text('an empty registry'), 'environment', 'images: {image_specs: {a: {registry: ""}}}', 'bad-form: ""'],
  ['an inventory of names', 'inventory', '[node1, node2.example.org]', ''],
  [
    'an inventory of nodes',
    'inventory',
    '[{name: a, hostname: A_b, addresses: [192.0.2.1, "fd00::1"], taints: [{key: k, value: v, effect: NoSchedule}]}]',
    '',
  ],
  ['an inventory with misspelt keys', 'inventory', '[{name: a, adresses: []}]', 'unknown-key: adresses'],
  ['an inventory with a bad name', 'inventory', '[a, Node_1]', 'bad-form: Node_1'],
  ['an inventory with a name missing', 'inventory', '[{hostname: a}]', 'missing-key: {hostname: a}'],
  ['an address that is no list', 'inventory', '[{name: a, addresses: 192.0.2.1}]', 'wrong-type: 192.0.2.1'],
  ['an address that is none', 'inventory', '[{name: a, addresses: [192.0.2.256]}]', 'bad-form: 192.0.2.256'],
  [
    'a taint that is none',
    'inventory',
    '[{name: a, taints: [{key: k, effect: Never}]}]',
    'not-allowed: Never',
  ],
]
for (const [name, schema, written, told] of cases)
  test(`${name}: ${told || 'fine'}`, () => {
    const report: Report = []
    check(validators[schema], yaml(written), { name: 'it' }, report)
    assert.is(toldOf(report, { 'a.yaml': written }).join(', '), told.replace(/(^|, )(?=.)/g, '$1validate/'))
  })

test('the form that is asked for is told in words', () => {
  const report: Report = []
  check(environment, yaml('registry: {address: "a b"}'), { name: 'it' }, report)
  assert.is(report[0]?.message, `"a b" is not ${registry}.`)
})

test('every pattern of the schemas has its words, and says itself what the names of keys are', () => {
  const folder = join(repository, 'schemas')
  for (const file of readdirSync(folder).filter((it) => it.endsWith('.json'))) {
    const visit = (schema: unknown, key: string): void => {
      if (key === 'pattern') assert.ok(forms.has(String(schema)), `${file}: ${String(schema)}`)
      // The validator does not tell which key it is about when the pattern stands behind a reference.
      if (key === 'propertyNames') assert.ok(Object.hasOwn(schema as object, 'pattern'), file)
      if (typeof schema === 'object' && schema !== null)
        for (const [name, it] of Object.entries(schema)) visit(it, name)
    }
    visit(JSON.parse(readFileSync(join(folder, file), 'utf8')), '')
  }
})

test.run()
