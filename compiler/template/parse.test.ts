import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { templatesOf } from '../6-link/templates.ts'
import type { Report } from '../diagnostic.ts'
import { toldOf, yamlScalar } from '../test-support/yaml.test-support.ts'
import type { Expression, Part } from './model.ts'
import { parseTemplate } from './parse.ts'

/* Each form is shown with the text at its place, so that a place that is one character off is seen. */

function shown(parts: readonly Part[], text: string): readonly unknown[] {
  const at = (it: Part | Expression) => text.slice(it.start, it.end)
  const expression = (it: Expression): unknown => {
    if (it.kind === 'path') return `${it.path.join('.')}«${at(it)}»`
    if (it.kind === 'literal') return `${JSON.stringify(it.value)}«${at(it)}»`
    const hash = [...it.hash].map(([key, value]) => `${key}=${String(expression(value))}`)
    return `${it.helper}(${[...it.args.map(expression), ...hash].join(' ')})«${at(it)}»`
  }
  return parts.map((it) => {
    switch (it.kind) {
      case 'text':
        return it.text === at(it) ? it.text : { text: it.text, at: at(it) }
      case 'value':
        return { value: expression(it.expression), at: at(it) }
      case 'if':
        return {
          [it.negated ? 'unless' : 'if']: expression(it.condition),
          body: shown(it.body, text),
          ...(it.otherwise.length > 0 && { else: shown(it.otherwise, text) }),
        }
      case 'each':
        return {
          each: expression(it.list),
          as: [it.variable, it.index].filter(Boolean).join(' '),
          body: shown(it.body, text),
          ...(it.otherwise.length > 0 && { else: shown(it.otherwise, text) }),
        }
      case 'partial':
        return {
          partial: it.name,
          hash: [...it.hash].map(([key, value]) => `${key}=${String(expression(value))}`),
          indent: it.indent,
        }
    }
  })
}

const allowed: readonly [text: string, expected: readonly unknown[]][] = [
  ['', []],
  ['plain } text }}', ['plain } text }}']],
  ['a{{b.c}}d', ['a', { value: 'b.c«b.c»', at: '{{b.c}}' }, 'd']],
  ['{{ b }}', [{ value: 'b«b»', at: '{{ b }}' }]],
  ['{{{b}}}', [{ value: 'b«b»', at: '{{{b}}}' }]],
  ['{{[with space].c}}', [{ value: 'with space.c«[with space].c»', at: '{{[with space].c}}' }]],
  ['{{"text"}}', [{ value: '"text"«"text"»', at: '{{"text"}}' }]],
  ['a \\{{b}} c', ['a ', '{{b}} c']],
  ['a{{! note }}b{{!-- {{c}} --}}', ['a', 'b']],
  [
    '{{join list ", "}}',
    [{ value: 'join(list«list» ", "«", "»)«{{join list ", "}}»', at: '{{join list ", "}}' }],
  ],
  [
    '{{f (g a 1) k=true}}',
    [{ value: 'f(g(a«a» 1«1»)«(g a 1)» k=true«true»)«{{f (g a 1) k=true}}»', at: '{{f (g a 1) k=true}}' }],
  ],
  ['{{#if a}}b{{else}}c{{/if}}', [{ if: 'a«a»', body: ['b'], else: ['c'] }]],
  ['{{#unless a}}b{{/unless}}', [{ unless: 'a«a»', body: ['b'] }]],
  [
    '{{#if a}}1{{else if b}}2{{else}}3{{/if}}',
    [{ if: 'a«a»', body: ['1'], else: [{ if: 'b«b»', body: ['2'], else: ['3'] }] }],
  ],
  ['{{#if (eq a "x")}}b{{/if}}', [{ if: 'eq(a«a» "x"«"x"»)«(eq a "x")»', body: ['b'] }]],
  [
    '{{#each l as |x|}}{{x.y}}{{else}}none{{/each}}',
    [{ each: 'l«l»', as: 'x', body: [{ value: 'x.y«x.y»', at: '{{x.y}}' }], else: ['none'] }],
  ],
  ['{{#each l as |x i|}}a{{/each}}', [{ each: 'l«l»', as: 'x i', body: ['a'] }]],
  ['{{> p a=b c="d"}}', [{ partial: 'p', hash: ['a=b«b»', 'c="d"«"d"»'], indent: '' }]],
  ['x\n  {{> p}}\ny', ['x\n', { partial: 'p', hash: [], indent: '  ' }, 'y']],
  ['x\n  {{#if a}}\n  y\n  {{/if}}\nz\n', ['x\n', { if: 'a«a»', body: ['  y\n'] }, 'z\n']],
  ['a  {{~b~}}  c', ['a', { value: 'b«b»', at: '{{~b~}}' }, 'c']],
  [
    'ä\n\u{1f600}{{b}}\n{{c}}',
    ['ä\n\u{1f600}', { value: 'b«b»', at: '{{b}}' }, '\n', { value: 'c«c»', at: '{{c}}' }],
  ],
]
for (const [text, expected] of allowed)
  test(`${JSON.stringify(text)} is read`, () => {
    const report: Report = []
    const template = parseTemplate('t.hbs', text, report)
    assert.equal(report, [])
    assert.equal(shown(template!.parts, text), expected)
  })

const refused: readonly [text: string, at: string, message: string][] = [
  ['a {{../b}}', '../b', 'Templates may not use "..".'],
  ['a {{this}}', 'this', 'Templates may not use "this".'],
  ['a {{this.b}}', 'this.b', 'Templates may not use "this".'],
  ['a {{.}}', '.', 'Templates may not use ".".'],
  ['a {{./b}}', './b', 'Templates may not use ".".'],
  ['a {{@root.b}}', '@root.b', 'Templates may not use "@root.b".'],
  ['{{#each l as |x|}}{{@index}}{{/each}}', '@index', 'Templates may not use "@index".'],
  ['{{#with a}}b{{/with}}', 'with', 'Templates may not use {{#with}}.'],
  [
    '{{#lookup a "b"}}{{/lookup}}',
    'lookup',
    'Templates may not use {{#lookup}} without exactly one argument.',
  ],
  ['{{#foo a}}b{{/foo}}', 'foo', 'Templates may not use {{#foo}}.'],
  ['{{#if}}b{{/if}}', 'if', 'Templates may not use {{#if}} without exactly one argument.'],
  ['{{#if a b}}c{{/if}}', 'if', 'Templates may not use {{#if}} without exactly one argument.'],
  ['{{#if a b=1}}c{{/if}}', 'if', 'Templates may not use named arguments of {{#if}}.'],
  ['{{^a}}b{{/a}}', 'a', 'Templates may not use {{#a}} without exactly one argument.'],
  ['{{#each l}}b{{/each}}', 'each', 'Templates may not use {{#each}} without a name for the item.'],
  ['{{#if a as |x|}}c{{/if}}', 'if', 'Templates may not use names for items outside {{#each}}.'],
  ['{{#each l as |x i j|}}c{{/each}}', 'each', 'Templates may not use more than two names in {{#each}}.'],
  ['{{> (p)}}', '{{> (p)}}', 'Templates may not use partials whose name is computed.'],
  ['{{> p c}}', '{{> p c}}', 'Templates may not use a context for a partial.'],
  ['{{#> p}}b{{/p}}', '{{#> p}}b{{/p}}', 'Templates may not use inline partials.'],
  ['{{#*inline "p"}}b{{/inline}}', '{{#*inline "p"}}b{{/inline}}', 'Templates may not use decorators.'],
  ['{{* d}}', '{{* d}}', 'Templates may not use decorators.'],
  ['{{f null}}', 'null', 'Templates may not use null or undefined as an argument.'],
  ['{{f (g ../h)}}', '../h', 'Templates may not use "..".'],
  ['{{f k=this}}', 'this', 'Templates may not use "this".'],
]
for (const [text, at, message] of refused)
  test(`${text} is refused`, () => {
    const report: Report = []
    assert.is(parseTemplate('t.hbs', text, report), undefined)
    assert.equal(toldOf(report, { 't.hbs': text }), [`template/unsupported: ${at}`])
    assert.is(report[0]!.message, message)
  })

test('every refused construct of a template is reported, not only the first', () => {
  const report: Report = []
  const text = '{{this}}{{#if ../a}}{{@b}}{{/if}}\n{{#with c}}{{/with}}'
  parseTemplate('t.hbs', text, report)
  assert.equal(
    toldOf(report, { 't.hbs': text }).map((it) => it.replace('template/unsupported: ', '')),
    ['this', '../a', '@b', 'with'],
  )
})

const malformed: readonly [text: string, at: string, trouble: string][] = [
  [
    'a\n{{b\nc',
    '{{b',
    'This template cannot be read: its braces or its words are not what a template allows here.',
  ],
  ['a\n{{#if b}}\nc', '{{#if b}}', 'This template cannot be read: nothing closes this block.'],
  [
    'a\n{{#if b}}\nc{{/each}}',
    '{{#if b}}',
    'This template cannot be read: the block "if" is closed as "each".',
  ],
  [
    'a\n{{/if}}\n',
    '{{/if}}',
    'This template cannot be read: its braces or its words are not what a template allows here.',
  ],
  [
    'a\n{{b c=}}\n',
    '{{b c=}}',
    'This template cannot be read: its braces or its words are not what a template allows here.',
  ],
  [
    '{{}}',
    '{{}}',
    'This template cannot be read: its braces or its words are not what a template allows here.',
  ],
]
for (const [text, at, message] of malformed)
  test(`${JSON.stringify(text)} cannot be read`, () => {
    const report: Report = []
    assert.is(parseTemplate('t.hbs', text, report), undefined)
    assert.equal(toldOf(report, { 't.hbs': text }), [`template/malformed: ${at}`])
    assert.is(report[0]!.message, message)
  })

/* A template inside a leaf of a YAML file: as it is written there, and the text at the place that is reported. */
const leaves: readonly [name: string, text: string, at: string][] = [
  ['a plain one', 'a {{this}}', 'this'],
  ['a plain one over lines', 'a\n\n {{this}}', 'this'],
  ['a double-quoted one', '"a {{this}}"', 'this'],
  ['a single-quoted one', "'a {{this}}'", 'this'],
  ['one that begins with its braces', '"{{this}}"', 'this'],
  ['one that repeats its own quotes', `'{{f "a" this}}'`, 'this'],
  ['a block', '|\n  a\n  {{this}}\n', 'this'],
  ['a block with lines before', '|\n  ä\n\n    a\n  b {{this}}\n', 'this'],
  ['one with escapes', '"a\\tb {{this}}"', 'this'],
  ['one with doubled quotes', "'it''s {{this}}'", 'this'],
  ['a folded one', '>\n  a\n  {{this}}\n', 'this'],
]
for (const [name, text, at] of leaves)
  test(`places inside ${name} are those of the file`, () => {
    const report: Report = []
    const files = { 'a.yaml': text }
    const scalar = yamlScalar(text)
    templatesOf(new Map(Object.entries(files)), new Map(), report).ofScalar(scalar)
    assert.equal(toldOf(report, files), [`template/unsupported: ${at}`])
  })

test.run()
