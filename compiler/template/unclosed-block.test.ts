import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { unclosedBlock } from './unclosed-block.ts'

const cases: readonly (readonly [text: string, tag: string | undefined])[] = [
  ['{{#if a}}x{{/if}}', undefined],
  ['{{#if a}}x', '{{#if a}}'],
  ['{{#if a}}{{#each b as |c|}}x{{/each}}', '{{#if a}}'],
  ['{{#if a}}{{#each b as |c|}}x', '{{#each b as |c|}}'],
  ['{{~#if a~}}x', '{{~#if a~}}'],
  ['{{! {{#if a}} }}', undefined],
  ['{{!-- {{#if a}} --}}{{#if b}}', '{{#if b}}'],
  ['{{a}}{{{b}}}{{> c}}', undefined],
]

for (const [text, tag] of cases)
  test(`${text} leaves ${tag ?? 'nothing'} open`, () => {
    const found = unclosedBlock(text)
    assert.is(found && text.slice(found.start, found.end), tag)
  })

test.run()
