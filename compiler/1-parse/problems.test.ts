import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Diagnostic } from '../diagnostic.ts'
import { parseYaml } from './parse.ts'

/** Takes the lines of `~` out of a text: each marks a piece of the line above it that is the place of a problem. */
function unmark(marked: string): { readonly text: string; readonly places: readonly string[] } {
  const lines: string[] = []
  const places: string[] = []
  for (const line of marked.split('\n')) {
    const mark = /^ *(~+)$/.exec(line)
    if (!mark) lines.push(line)
    else places.push(`${lines.length}:${line.length - mark[1]!.length}-${line.length}`)
  }
  return { text: lines.join('\n'), places }
}

function placeOf(text: string, { at }: Diagnostic): string {
  const lineStart = text.lastIndexOf('\n', at!.start - 1) + 1
  const line = text.slice(0, lineStart).split('\n').length
  return `${line}:${at!.start - lineStart}-${at!.end - lineStart}`
}

const cases: readonly (readonly [behaviour: string, marked: string, ...codes: string[]])[] = [
  ['a key that stands twice', 'a: 1\nb: 2\na: 3\n~', 'duplicate-key'],
  ['a quoted key that stands twice', '{a: 1, "a": 2}\n       ~~~', 'duplicate-key'],
  ['a number and its text as keys', '1: a\n"1": b\n~~~', 'duplicate-key'],
  ['two merge keys', 'x: &x {a: 1}\nz:\n  <<: *x\n  <<: *x\n  ~~', 'duplicate-key'],
  ['a list as key', '? [a]\n  ~~~\n: b', 'complex-key'],
  ['braces without quotes', 'a: {{ name }}\n    ~~~~~~~~', 'complex-key'],
  [
    'a forbidden key',
    '"__proto__": 1\n~~~~~~~~~~~\nconstructor: 2\n~~~~~~~~~~~',
    'refused-key',
    'refused-key',
  ],
  ['an alias of nothing', 'a: *nix\n   ~~~~', 'unknown-anchor'],
  ['an alias of another document', 'a: &x 1\n---\nb: *x\n   ~~', 'unknown-anchor'],
  ['an alias within its own value', 'a: &x [1, *x]\n          ~~', 'alias-cycle'],
  ['a merge of text', 'a:\n  <<: text\n      ~~~~', 'bad-merge'],
  ['a merge of a list of text', 'x: &x {a: 1}\nz: {<<: [*x, 5]}\n             ~', 'bad-merge'],
  ['a tag of another program', 'a: !Ref b\n   ~~~~', 'unknown-tag'],
  ['a standard tag that is not supported', 'a: !!binary aGk=\n   ~~~~~~~~', 'unknown-tag'],
  ['a tag of nothing', 'b: !x\n   ~~', 'unknown-tag'],
  ['an include within a document', 'a: !include b.yaml\n   ~~~~~~~~', 'misplaced-include'],
  ['a text tagged as integer', 'a: !!int x\n         ~', 'bad-tagged-value'],
  ['a list tagged as mapping', 'a: !!map [b]\n         ~~~', 'bad-tagged-value'],
  ['an old boolean', 'a: yes\n   ~~~', 'ambiguous-scalar'],
  ['an old boolean as key', 'on: a\n~~', 'ambiguous-scalar'],
  ['an old boolean with a tag', 'a: !!bool yes\n          ~~~', 'ambiguous-scalar'],
  ['an octal number', 'mode: 0644 # file\n      ~~~~', 'ambiguous-scalar'],
  [
    'sexagesimal and date',
    'a: [1:30, 2001-01-01]\n    ~~~~\n          ~~~~~~~~~~',
    'ambiguous-scalar',
    'ambiguous-scalar',
  ],
  ['a character nobody sees', 'a: b\u2028c\n    ~', 'control-character'],
  ['a byte order mark within the text', 'a: b\ufeffc\n    ~', 'control-character'],
  ['a bracket that nothing closes', 'a: [1, 2\n   ~\nb: 3\nc: 4', 'malformed-yaml'],
  ['a quote that nothing closes', 'a: "x\n   ~\nb: 3', 'malformed-yaml'],
  ['a key indented less than its neighbours', 'a:\n  b: 1\n c: 2\n ~', 'malformed-yaml'],
  ['a key under a value', 'a: 1\n  b: 2\n  ~', 'malformed-yaml'],
  ['two keys on a line', 'a: b: c\n   ~', 'malformed-yaml'],
  ['a tab that indents', 'a:\n\t- b\n~', 'malformed-yaml'],
  ['a line without colon', 'a: 1\nfoo\n~~~\nb: 2', 'malformed-yaml'],
  ['two reserved characters', 'a: @x\n   ~\nb: `y\n   ~', 'malformed-yaml', 'malformed-yaml'],
  ['text after a quote', "a: 'it's'\n       ~~", 'malformed-yaml'],
  ['a list on the line of its key', 'a: - b\n   ~', 'malformed-yaml'],
  ['an unknown escape', 'a: "\\q"\n    ~', 'malformed-yaml'],
  ['an unknown directive', '%FOO x\n~~~~~~\n---\na: 1', 'malformed-yaml'],
  ['another version of YAML', '%YAML 3.0\n      ~~~\n---\na: 1', 'malformed-yaml'],
  ['a directive without document', '%YAML 1.2\n~~~~~~~~~', 'malformed-yaml'],
  ['a lone star', 'a: *\n   ~', 'malformed-yaml'],
]

for (const [behaviour, marked, ...codes] of cases) {
  test(`${behaviour}: reported where it stands`, () => {
    for (const breaks of ['\n', '\r\n', '\r']) {
      const { text, places } = unmark(marked)
      const written = text.replaceAll('\n', breaks)
      const report: Diagnostic[] = []
      parseYaml('f.yaml', written, report)
      const found = report.map((it) => {
        const before = written.slice(0, it.at!.start)
        const shift = before.split('\r\n').length - 1
        return { ...it, at: { ...it.at!, start: it.at!.start - shift, end: it.at!.end - shift } }
      })
      assert.equal(
        found.map((it) => it.code),
        codes.map((it) => `parse/${it}`),
      )
      assert.equal(
        found.map((it) => placeOf(text, it)),
        places,
      )
    }
  })
}

test('a duplicate key shows where it stands first', () => {
  const report: Diagnostic[] = []
  parseYaml('f.yaml', 'a: 1\na: 2', report)
  assert.equal(
    report[0]?.related.map(({ at }) => [at.start, at.end]),
    [[0, 1]],
  )
})

test('no problem speaks in the words of the parser', () => {
  const report: Diagnostic[] = []
  for (const [, marked] of cases) parseYaml('f.yaml', unmark(marked).text, report)
  for (const { message, hint } of report)
    assert.not.match(
      `${message} ${hint}`,
      /\b(token|scalar|node|implicit|collection|flow|indicator|compact)\b/i,
    )
})

test.run()
