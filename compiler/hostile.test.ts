import { test } from 'uvu'
import {
  assertCompiles,
  assertRefused,
  environment,
  more,
  sound,
  times,
  unreadable,
  web,
} from './test-support/hostile.test-support.ts'
import type { Files } from './test-support/hostile.test-support.ts'

/*
 * Inputs made to hurt: each gives a problem at its place, in a time that nobody notices. A test that hangs here has found
 * something whose cost is not bound by the size of the input.
 */

const pattern = (text: string, node = 'node2'): Files => ({
  [environment]: `nodes: {node1$: {roles: [all]}, '${text}': {roles: [all]}}\nroles: {all: [web, store]}\n`,
  'nodes.yaml': `[node1, ${node}]\n`,
})
const aliases = (levels: number, first: string, next: (it: number) => string): string =>
  [
    'configs:',
    `  a0: &a0 ${first}`,
    ...times(levels, (it) => `  a${it + 1}: &a${it + 1} ${next(it)}`),
    '',
  ].join('\n')
const schema = (title: string): Files => ({
  [`${web}settings.schema.yaml`]: `properties: {web: {properties: {title: {${title}}}}}\n`,
  ...more(`configs: {web: {title: ${'a'.repeat(10_000)}b}}\n`),
})

const cases: readonly [name: string, files: Files, expected: string, alone?: boolean][] = [
  [
    'lists of aliases of lists',
    more(aliases(12, '[x, x]', (it) => `[${`*a${it}, `.repeat(9)}*a${it}]`)),
    `parse/too-many-nodes ${environment}: *a4`,
  ],
  [
    'mappings of aliases of mappings',
    more(aliases(20, '{k: v}', (it) => `{a: *a${it}, b: *a${it}, c: *a${it}}`)),
    'parse/too-many-nodes',
  ],
  [
    'merges of merges',
    more(aliases(20, '{k: v}', (it) => `{<<: [*a${it}, *a${it}], k${it}: *a${it}}`)),
    'settle/unknown-setting',
  ],
  ['an alias inside itself', more('configs: &a {web: *a}\n'), `parse/alias-cycle ${environment}: *a`],
  [
    'brackets nested 20,000 deep',
    more(`configs: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`),
    `parse/too-deep ${environment}: [`,
  ],
  [
    'braces nested 20,000 deep and never closed',
    more(`configs: ${'{a: '.repeat(20_000)}\n`),
    `parse/too-deep ${environment}: {`,
  ],
  [
    'dashes nested 20,000 deep',
    { [environment]: `${'- '.repeat(20_000)}\n` },
    `parse/too-deep ${environment}: -`,
  ],
  ['an inventory nested 100,000 deep', { 'nodes.yaml': '['.repeat(100_000) }, 'parse/too-deep nodes.yaml: ['],
  [
    'keys of the language itself',
    more('configs: {__proto__: {a: 1}}\n'),
    `parse/refused-key ${environment}: __proto__`,
  ],
  [
    'names of the language itself',
    { [environment]: 'nodes: {node1$: {roles: [constructor]}}\nroles: {toString: []}\n' },
    `place/unknown-role ${environment}: constructor`,
  ],
  ['a file of 5 MiB', more(`#${'x'.repeat(5 << 20)}`), `parse/too-large ${environment}: `],
  ['an inventory of 5 MiB', { 'nodes.yaml': `[${'n,'.repeat(5 << 19)}]` }, 'parse/too-large nodes.yaml: '],
  [
    '60,000 settings that nobody knows',
    more(`configs: {web: {${times(60_000, (it) => `k${it}: 1`).join(', ')}}}\n`),
    `settle/unknown-setting ${environment}: k0`,
  ],
  [
    '20,000 roles that nobody knows, and as many that nobody has',
    {
      [environment]: `nodes: {node1$: {roles: [${times(20_000, (it) => `r${it}`).join(', ')}]}}\nroles: {${times(20_000, (it) => `q${it}: []`).join(', ')}}\n`,
    },
    `place/unknown-role ${environment}: r0`,
  ],
  [
    'a node name of 10,000 characters',
    pattern('^(a|a)*$', 'a'.repeat(10_000)),
    'validate/bad-form nodes.yaml: aaa',
  ],
  [
    'a pattern with choices that are alike',
    pattern('^(a|a)*$', `${'a'.repeat(252)}b`),
    `place/unmatched-pattern ${environment}: '^(a|a)*$'`,
  ],
  [
    'a pattern with repetitions of repetitions',
    pattern('(a+)+$', `${'a'.repeat(252)}b`),
    `place/unmatched-pattern ${environment}: '(a+)+$'`,
  ],
  [
    'a pattern with counts of counts',
    pattern('((a{0,100}){0,100}){0,100}'),
    `place/bad-pattern ${environment}: `,
  ],
  [
    'a pattern nested 5,000 deep',
    pattern(`${'('.repeat(5000)}a${')'.repeat(5000)}`),
    `place/bad-pattern ${environment}: `,
  ],
  [
    'an include that leaves the project',
    { [environment]: `!include [../../../etc/passwd]\n---\n${sound}` },
    `validate/missing-include ${environment}: ../../../etc/passwd`,
  ],
  [
    'a replacement that leaves the project',
    more('files: {web.txt.hbs: ../../../etc/passwd}\n'),
    `settle/missing-replacement ${environment}: ../../../etc/passwd`,
  ],
  [
    'includes that double 30 times',
    {
      [environment]: `!include [i0.yaml]\n---\n${sound}`,
      ...Object.fromEntries(
        times(30, (it) => [`environments/i${it}.yaml`, `!include [i${it + 1}.yaml, i${it + 1}.yaml]\n`]),
      ),
      'environments/i30.yaml': '',
    },
    'resolve/too-many-includes environments/',
  ],
  [
    'an environment that is not UTF-8',
    unreadable(environment, 'invalid-utf8'),
    `parse/invalid-utf8 ${environment}: `,
  ],
  ['an environment with a NUL byte', unreadable(environment, 'nul-byte'), `parse/nul-byte ${environment}: `],
  ['an inventory with a NUL byte', unreadable('nodes.yaml', 'nul-byte'), 'parse/nul-byte nodes.yaml: '],
  [
    'a settings schema with a pattern that is none',
    schema('pattern: "("'),
    `validate/bad-form ${web}settings.schema.yaml: "("`,
    true,
  ],
  [
    'a settings schema with a look-around',
    schema('pattern: "(?=a)b"'),
    `validate/bad-form ${web}settings.schema.yaml: "(?=a)b"`,
    true,
  ],
  [
    'a settings schema with choices that are alike',
    schema('pattern: "^(a|a)*$"'),
    `settle/bad-setting ${environment}: aaa`,
  ],
  [
    'a settings schema whose keywords make no sense',
    schema('type: banana'),
    `validate/not-allowed ${web}settings.schema.yaml: banana`,
  ],
  [
    'a settings schema that is a list',
    { [`${web}settings.schema.yaml`]: '[a]\n' },
    `validate/wrong-type ${web}settings.schema.yaml: [a]`,
  ],
  [
    'parameters of a need with a pattern that is none',
    {
      '<oskc>/templates/_needs/cache.yaml':
        'optional: true\nparameters: {properties: {name: {pattern: "("}}}\n',
    },
    'validate/bad-form <oskc>/templates/_needs/cache.yaml: "("',
    true,
  ],
  [
    'more members than any service has',
    more('replicas: {web: 1000000000}\n'),
    `validate/out-of-range ${environment}: 1000000000`,
  ],
]
for (const [name, files, expected, alone] of cases)
  test(`${name}: ${expected.split(' ')[0]}`, () => assertRefused(files, expected, alone))

/* What is merely large is no mistake. */
const large: readonly [name: string, files: Files][] = [
  ['a pattern that may match in many ways', pattern(`${'a?'.repeat(300)}a`, 'a'.repeat(250))],
  ['a pattern with many choices', pattern(`(?:${'a|'.repeat(5000)}b)*c`, `${'a'.repeat(250)}c`)],
  [
    '20,000 options',
    more(`configs: {web: {conf: {web.conf: {web: {${times(20_000, (it) => `k${it}: 1`).join(', ')}}}}}}\n`),
  ],
]
for (const [name, files] of large) test(`${name} compiles`, () => assertCompiles(files))

test.run()
