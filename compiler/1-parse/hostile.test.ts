import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Diagnostic } from '../diagnostic.ts'
import type { SourceFile } from '../model/source.ts'
import { parseYaml } from './parse.ts'

const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, it) => line(it)).join('\n')
const aliasBomb = `a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n${lines(12, (it) => `a${it + 1}: &a${it + 1} [${Array(10).fill(`*a${it}`).join(',')}]`)}`
const mergeBomb = `a0: &a0 {${lines(500, (it) => `k${it}: 1,`).replaceAll('\n', ' ')}}\n${lines(800, (it) => `m${it}: {<<: [*a0, *a0]}`)}`

const cases: readonly (readonly [behaviour: string, source: SourceFile, code: string])[] = [
  ['aliases of aliases', aliasBomb, 'too-many-nodes'],
  ['merges of merges', mergeBomb, 'too-many-nodes'],
  ['more values than anybody needs', `[${'a,'.repeat(200_000)}]`, 'too-many-nodes'],
  ['a deep list in brackets', `${'['.repeat(20_000)}${']'.repeat(20_000)}`, 'too-deep'],
  ['a million open brackets', '['.repeat(1_000_000), 'too-deep'],
  ['deep mappings in braces', '{a: '.repeat(20_000), 'too-deep'],
  ['deep lists with dashes', '- '.repeat(20_000), 'too-deep'],
  ['deep mappings by indentation', lines(1000, (it) => `${' '.repeat(it)}a:`), 'too-deep'],
  ['depth by aliases', `a0: &a0 [x]\n${lines(70, (it) => `a${it + 1}: &a${it + 1} [*a${it}]`)}`, 'too-deep'],
  ['closing brackets only', ']'.repeat(1_000_000), 'malformed-yaml'],
  ['five megabytes', 'a'.repeat(5 * 1024 * 1024), 'too-large'],
  ['more bytes than characters', 'é'.repeat(600_000), 'too-large'],
  ['a NUL', 'a: \0', 'nul-byte'],
  ['bytes with a NUL', { unreadable: 'nul-byte', offset: 3 }, 'nul-byte'],
  ['bytes that are not UTF-8', { unreadable: 'invalid-utf8', offset: 3 }, 'invalid-utf8'],
  ['a large file', { unreadable: 'too-large', offset: 3_000_000 }, 'too-large'],
  ['a link', { unreadable: 'symbolic-link' }, 'symbolic-link'],
  ['a folder', { unreadable: 'not-a-file' }, 'unreadable'],
  ['a secret file', { unreadable: 'denied' }, 'unreadable'],
  ['a foreign file', { unreadable: 'outside' }, 'outside-project'],
]

for (const [behaviour, source, code] of cases) {
  test(`${behaviour}: refused`, () => {
    const report: Diagnostic[] = []
    const documents = parseYaml('f.yaml', source, report)
    assert.equal(new Set(report.map((it) => it.code)), new Set([`parse/${code}`]))
    assert.ok(report.length < 20)
    assert.ok(documents.length > 0)
    for (const { at } of report)
      assert.ok(at!.start <= at!.end && at!.end <= (typeof source === 'string' ? source.length : 0))
  })
}

test('depth and number just within the limits are fine', () => {
  const report: Diagnostic[] = []
  parseYaml('f.yaml', `${'['.repeat(64)}${']'.repeat(64)}`, report)
  parseYaml(
    'f.yaml',
    lines(64, (it) => `${' '.repeat(it)}a:`),
    report,
  )
  parseYaml('f.yaml', `[${'a,'.repeat(199_999)}]`, report)
  assert.equal(report, [])
})

const sample = `# the cloud
kubernetes: {namespace: ccp, "image_pull_policy": IfNotPresent}
nodes:
  node[1-3]:
    roles: &roles [controller, 'compute']
    configs: {a: !!str 1}
  node4$: {roles: *roles}
configs: &c
  keystone:
    text: |-
      some text
    list:
    - "a\\tb"
    - 0x1F
--- !include
- other.yaml
---
<<: {a: 1}
? complex
: value
`

test('3,000 random mutations of a sound file are read or refused, never fatal', () => {
  const piece = fc.constantFrom(
    ...'abz019 \n\t\r:-?[]{},#&*!|>\'"%@`~<=\\.$_é\u2028',
    '\n  ',
    ': ',
    '- ',
    '---\n',
    '*c',
    '&c',
    '<<',
    '{{',
    '\ufeff',
  )
  const edit = fc.tuple(fc.nat(sample.length), fc.nat(6), fc.array(piece, { maxLength: 3 }))
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      let text = sample
      for (const [at, removed, added] of edits)
        text = text.slice(0, at) + added.join('') + text.slice(at + removed)
      const report: Diagnostic[] = []
      const documents = parseYaml('f.yaml', text, report)
      const all = [
        ...documents.map(({ at }) => at),
        ...report.flatMap((it) => [it.at!, ...it.related.map(({ at }) => at)]),
      ]
      for (const { start, end } of all) assert.ok(0 <= start && start <= end && end <= text.length, text)
    }),
    { numRuns: 3000, seed: 1 },
  )
})

test.run()
