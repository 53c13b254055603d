import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Report } from '../diagnostic.ts'
import type { Node } from '../model/node.ts'
import { poison, textAtPlace, toldOf, yamlMapping } from '../test-support/yaml.test-support.ts'
import { descend, evaluate } from './evaluate.ts'
import type { Piece, Scope } from './evaluate.ts'
import { callHelper, pureHelpers } from './helpers.ts'
import { parseTemplate } from './parse.ts'

const settings = `
name: web
version: 1.10
large: 12345678901234567890
zero: 0
enabled: true
disabled: false
nothing: null
empty: ""
none: none
list: [a, b, c]
empties: []
emptymap: {}
people: [{name: ann, jobs: [x, z]}, {name: bob, jobs: []}]
map: {b: 2, a: 1}
multi: "one\\ntwo"
sign: "@oskc{secret:raw:a/b}@"
`
const root = yamlMapping(settings)
const partials: Readonly<Record<string, string>> = {
  plain: 'p',
  lines: 'first {{x}}\nsecond\n\nthird\n',
  block: '{{#if x}}\nyes\n{{else}}\nno\n{{/if}}\n',
  outer: '[outer]\n  {{> lines x=y}}\n',
  reader: '{{name}}',
  // White space may end in the middle of a line that goes on behind a value.
  split: '{{x}}{{x}}\n{{x}}\n',
}

/** What a text gives with the settings above: its pieces, or undefined, and what was reported. */
function run(text: string): { pieces: readonly Piece[] | undefined; report: Report } {
  const report: Report = []
  const scope: Scope = {
    lookup: ([first = '', ...rest], at): Node | undefined => {
      if (first === 'poison') return poison
      const value = root.entries.get(first)?.value
      return value && (descend(value, rest, at) as Node | undefined)
    },
    call: (name, args, hash, at) => callHelper(pureHelpers, name, args, hash, at, report),
    partial: (name) =>
      partials[name] === undefined ? undefined : parseTemplate(name, partials[name], report),
  }
  const template = parseTemplate('t', text, report)
  assert.equal(report, [])
  return { pieces: evaluate(template!, scope, report), report }
}

const texts: readonly [text: string, expected: string][] = [
  ['', ''],
  ['a {{name}} b', 'a web b'],
  ['{{version}} {{large}} {{zero}} {{enabled}} {{disabled}}', '1.10 12345678901234567890 0 true false'],
  ['{{empty}}|{{none}}', '|none'],
  ['<{{name}}&>', '<web&>'],
  ['{{map.a}}', '1'],
  ['{{"text"}} {{5}} {{true}}', 'text 5 true'],

  ['{{#if name}}y{{else}}n{{/if}}', 'y'],
  ['{{#if nothing}}y{{else}}n{{/if}}', 'n'],
  ['{{#if missing}}y{{else}}n{{/if}}', 'n'],
  ['{{#if disabled}}y{{else}}n{{/if}}', 'n'],
  ['{{#if empty}}y{{else}}n{{/if}}', 'n'],
  ['{{#if none}}y{{else}}n{{/if}}', 'n'],
  ['{{#if zero}}y{{else}}n{{/if}}', 'y'],
  ['{{#if empties}}y{{else}}n{{/if}}', 'n'],
  ['{{#if emptymap}}y{{else}}n{{/if}}', 'n'],
  ['{{#if list}}y{{else}}n{{/if}}', 'y'],
  ['{{#if disabled}}y{{/if}}', ''],
  ['{{#unless disabled}}y{{else}}n{{/unless}}', 'y'],
  ['{{#unless name}}y{{else}}n{{/unless}}', 'n'],
  ['{{#if disabled}}1{{else if name}}2{{else}}3{{/if}}', '2'],
  ['a\n{{#if name}}\nb\n{{/if}}\nc\n', 'a\nb\nc\n'],

  ['{{#each list as |x|}}{{x}}{{/each}}', 'abc'],
  ['{{#each list as |x i|}}{{i}}={{x}} {{/each}}', '0=a 1=b 2=c '],
  ['{{#each empties as |x|}}x{{else}}none{{/each}}', 'none'],
  ['{{#each nothing as |x|}}x{{else}}none{{/each}}', 'none'],
  ['{{#each missing as |x|}}x{{/each}}', ''],
  [
    '{{#each people as |p|}}{{p.name}}:{{#each p.jobs as |j|}}{{p.name}}-{{j}} {{/each}}{{/each}}',
    'ann:ann-x ann-z bob:',
  ],
  ['{{#each list as |name|}}{{name}}{{/each}}{{name}}', 'abcweb'],
  ['{{#each (entries map) as |it|}}{{it.key}}={{it.value}} {{/each}}', 'a=1 b=2 '],

  ['{{> plain}}', 'p'],
  ['{{> lines x=name}}', 'first web\nsecond\n\nthird\n'],
  ['a\n  {{> lines x=name}}\nb\n', 'a\n  first web\n  second\n\n  third\nb\n'],
  ['a\n  {{> lines x=multi}}\n', 'a\n  first one\n  two\n  second\n\n  third\n'],
  ['\t{{> block x=disabled}}\n', '\tno\n'],
  [' {{> outer y=name}}\n', ' [outer]\n   first web\n   second\n\n   third\n'],
  ['  {{> split x=name}}\n', '  webweb\n  web\n'],
]
for (const [text, expected] of texts)
  test(`${JSON.stringify(text)} gives ${JSON.stringify(expected)}`, () => {
    const { pieces, report } = run(text)
    assert.equal(report, [])
    assert.is(pieces?.map((it) => it.text).join(''), expected)
  })

const refused: readonly [text: string, problem: string, message: string][] = [
  ['a {{missing}}', 'template/no-text: {{missing}}', '"missing" is not set, which has no text to put here.'],
  ['a {{nothing}}', 'template/no-text: {{nothing}}', '"nothing" is not set, which has no text to put here.'],
  ['a {{list}}', 'template/no-text: {{list}}', '"list" is a list, which has no text to put here.'],
  ['a {{map}}', 'template/no-text: {{map}}', '"map" is a mapping, which has no text to put here.'],
  ['{{map.c}}', 'template/no-text: {{map.c}}', '"map.c" is not set, which has no text to put here.'],
  ['{{name.c}}', 'template/no-text: {{name.c}}', '"name.c" is not set, which has no text to put here.'],
  [
    '{{default nothing missing}}',
    'template/no-text: {{default nothing missing}}',
    'The result of "default" is not set, which has no text to put here.',
  ],
  ['{{> reader}}', 'template/no-text: ', '"name" is not set, which has no text to put here.'],
  ['{{#each name as |x|}}{{/each}}', 'template/not-a-list: name', '"name" is not a list.'],
  ['{{#each map as |x|}}{{/each}}', 'template/not-a-list: map', '"map" is not a list.'],
  [
    '{{#each people as |p|}}{{p}}{{/each}}',
    'template/no-text: {{p}} template/no-text: {{p}}',
    '"p" is a mapping, which has no text to put here.',
  ],
]
for (const [text, problem, message] of refused)
  test(`${text} gives nothing and is reported`, () => {
    const { pieces, report } = run(text)
    assert.is(pieces, undefined)
    assert.is(toldOf(report, { t: text }).join(' '), problem)
    assert.is(report[0]!.message, message)
  })

for (const text of [
  '{{poison}}',
  '{{poison.more}}',
  '{{#if poison}}a{{/if}}',
  '{{#unless poison}}a{{/unless}}',
  '{{#if poison.more}}{{missing}}{{/if}}',
  '{{#each poison as |x|}}{{x}}{{/each}}',
  '{{> lines x=poison}}',
  '{{concat "a" poison}}',
  '{{join poison}}',
  '{{default poison "a"}}',
  '{{#if (eq poison "a")}}a{{/if}}',
  '{{#if (and name poison)}}a{{/if}}',
  '{{indent poison 2}}',
  '{{json poison}}',
  '{{#each (entries poison) as |it|}}{{it.key}}{{/each}}',
])
  test(`${text} gives nothing, and nothing more is said of what was reported elsewhere`, () => {
    const { pieces, report } = run(text)
    assert.equal(report, [])
    assert.is(pieces, undefined)
  })

test('a text of the input that looks like a placeholder is reported at the setting', () => {
  for (const text of [
    '{{sign}}',
    '{{> lines x=sign}}',
    '{{concat "a" sign}}',
    '{{join (entries map) sign}}',
  ]) {
    const { pieces, report } = run(text)
    assert.is(pieces, undefined)
    assert.equal(toldOf(report, { 'a.yaml': settings }), ['template/reserved-text: "@oskc{secret:raw:a/b}@"'])
  }
})

test('a template that looks like a placeholder is reported there', () => {
  const text = 'a @oskc{secret:raw:a/b}@ {{name}}'
  const { pieces, report } = run(text)
  assert.is(pieces, undefined)
  assert.equal(toldOf(report, { t: text }), ['template/reserved-text: a @oskc{secret:raw:a/b}@ '])
})

test('every problem of a template is reported, and what is not taken is not evaluated', () => {
  const text = '{{missing}}{{#if disabled}}{{list}}{{/if}}{{#each list as |x|}}{{/each}}{{map}}'
  assert.equal(toldOf(run(text).report, { t: text }), [
    'template/no-text: {{missing}}',
    'template/no-text: {{map}}',
  ])
})

test('each piece is blamed on the template or on the setting that it printed', () => {
  const text =
    'a {{name}}{{#each people as |p|}}{{p.name}},{{/each}}{{"b"}}{{join list}}\n  {{> lines x=version}}\n'
  const files = { t: text, 'a.yaml': settings, ...partials }
  const { pieces } = run(text)
  assert.equal(
    pieces!.map((it) => `${it.text} ← ${it.at.file} ${textAtPlace(it.at, files)}`),
    [
      'a  ← t a ',
      'web ← a.yaml web',
      'ann ← a.yaml ann',
      ', ← t ,',
      'bob ← a.yaml bob',
      ', ← t ,',
      'b ← t "b"',
      'a,b,c ← t join',
      '\n ← t \n',
      '  first  ← lines first ',
      '1.10 ← a.yaml 1.10',
      '\n  second\n\n  third\n ← lines \nsecond\n\nthird\n',
    ],
  )
})

test.run()
