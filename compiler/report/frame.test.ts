import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Diagnostic } from '../diagnostic.ts'
import type { Place } from '../model/node.ts'
import { printDiagnostics } from './print.ts'

const prod = [
  'nodes:',
  '',
  '  ctl-[0-9]+$:',
  '    roles:',
  '      - controler',
  '  cmp: {}',
  '  db: {}',
  '',
].join('\n')

const cases: readonly {
  readonly name: string
  readonly text?: string
  readonly at?: Place
  readonly more?: Partial<Diagnostic>
  readonly rows: readonly string[]
}[] = [
  {
    name: 'shows the line with two lines before it, the mark and the hint',
    at: find(prod, 'controler'),
    more: { hint: 'Did you mean "controller"?' },
    rows: [
      ' --> prod.yaml:5:9',
      '  |',
      '3 |   ctl-[0-9]+$:',
      '4 |     roles:',
      '5 |       - controler',
      '  |         ^^^^^^^^^',
      '  = hint: Did you mean "controller"?',
    ],
  },
  {
    name: 'a frame does not begin with empty lines',
    at: find(prod, 'ctl-[0-9]+$'),
    rows: [' --> prod.yaml:3:3', '  |', '1 | nodes:', '2 |', '3 |   ctl-[0-9]+$:', '  |   ^^^^^^^^^^^'],
  },
  {
    name: 'a range over lines marks each of them, without the line break at its end',
    at: find(prod, 'roles:\n      - controler\n'),
    rows: [
      ' --> prod.yaml:4:5',
      '  |',
      '3 |   ctl-[0-9]+$:',
      '4 |     roles:',
      '  |     ^^^^^^',
      '5 |       - controler',
      '  |       ^^^^^^^^^^^',
    ],
  },
  {
    name: 'a range over many lines shows where it begins',
    at: { file: 'prod.yaml', start: prod.indexOf('ctl'), end: prod.length },
    rows: [
      ' --> prod.yaml:3:3',
      '  |',
      '3 |   ctl-[0-9]+$:',
      '  |   ^^^^^^^^^^^^',
      '4 |     roles:',
      '  |     ^^^^^^',
      '5 |       - controler',
      '  |       ^^^^^^^^^^^',
      '  | …',
    ],
  },
  {
    name: 'line numbers of different lengths are aligned',
    text: `${'a:\n'.repeat(9)}bcd: 1\n`,
    at: { file: 'prod.yaml', start: 27, end: 30 },
    more: { hint: 'Shorten it.' },
    rows: [
      '  --> prod.yaml:10:1',
      '   |',
      ' 8 | a:',
      ' 9 | a:',
      '10 | bcd: 1',
      '   | ^^^',
      '   = hint: Shorten it.',
    ],
  },
  {
    name: 'an empty range gets one mark, also at the very end',
    text: 'a: 1',
    at: { file: 'prod.yaml', start: 4, end: 4 },
    rows: [' --> prod.yaml:1:5', '  |', '1 | a: 1', '  |     ^'],
  },
  {
    name: 'after the last line break there is an empty line to point at',
    text: 'a:\n',
    at: { file: 'prod.yaml', start: 3, end: 3 },
    rows: [' --> prod.yaml:2:1', '  |', '1 | a:', '2 |', '  | ^'],
  },
  {
    name: 'tabs take the columns that are shown for them',
    text: 'a:\t"x"\t# y',
    at: { file: 'prod.yaml', start: 3, end: 6 },
    rows: [' --> prod.yaml:1:4', '  |', '1 | a:    "x"    # y', '  |       ^^^'],
  },
  {
    name: 'wide characters take two columns and count as one',
    text: '名前: 😀 né x',
    at: { file: 'prod.yaml', start: 10, end: 11 },
    rows: [' --> prod.yaml:1:10', '  |', '1 | 名前: 😀 né x', '  |             ^'],
  },
  {
    name: 'combining marks take no column',
    text: 'ne\u0301: x',
    at: { file: 'prod.yaml', start: 5, end: 6 },
    rows: [' --> prod.yaml:1:6', '  |', '1 | ne\u0301: x', '  |     ^'],
  },
  {
    name: 'line breaks of other systems count as line breaks',
    text: 'a: 1\r\nb: 2\rc: 3\n',
    at: { file: 'prod.yaml', start: 11, end: 12 },
    rows: [' --> prod.yaml:3:1', '  |', '1 | a: 1', '2 | b: 2', '3 | c: 3', '  | ^'],
  },
  {
    name: 'control characters are shown, not sent to the terminal',
    text: 'a: \x1b[31m\u202ex',
    at: { file: 'prod.yaml', start: 9, end: 10 },
    rows: [' --> prod.yaml:1:10', '  |', '1 | a: ␛[31m�x', '  |          ^'],
  },
  {
    name: 'a very long line is cut around the mark',
    text: `${'x'.repeat(5000)} key ${'y'.repeat(5000)}`,
    at: { file: 'prod.yaml', start: 5001, end: 5004 },
    rows: [
      ' --> prod.yaml:1:5002',
      '  |',
      `1 | …${'x'.repeat(29)} key ${'y'.repeat(66)}…`,
      `  | ${' '.repeat(31)}^^^`,
    ],
  },
  {
    name: 'a very long mark is cut with its line',
    text: `k: ${'x'.repeat(5000)}`,
    at: { file: 'prod.yaml', start: 3, end: 5003 },
    rows: [' --> prod.yaml:1:4', '  |', `1 | k: ${'x'.repeat(97)}…`, `  |    ${'^'.repeat(97)}`],
  },
  {
    name: 'an empty file has no frame',
    text: '',
    at: { file: 'prod.yaml', start: 0, end: 0 },
    rows: [' --> prod.yaml:1:1'],
  },
  {
    name: 'a file without text is named without a position',
    at: { file: 'charts/x.yaml', start: 0, end: 0 },
    more: { hint: 'Look there.' },
    rows: [' --> charts/x.yaml', '  = hint: Look there.'],
  },
  { name: 'a problem without a place has none', rows: [] },
  {
    name: 'a range beyond the end of the text is moved to its end',
    text: 'a: 1',
    at: { file: 'prod.yaml', start: 90, end: 99 },
    rows: [' --> prod.yaml:1:5', '  |', '1 | a: 1', '  |     ^'],
  },
]

for (const { name, text = prod, at, more, rows } of cases) {
  test(name, () => {
    const printed = printDiagnostics([diagnostic(at, more)], new Map([['prod.yaml', text]]), {
      color: false,
    })
    const expected = ['error[place/x]: Something is wrong.', ...rows, '', '1 error. Nothing was written.', '']
    assert.is(printed, expected.join('\n'))
  })
}

function diagnostic(at?: Place, more?: Partial<Diagnostic>): Diagnostic {
  const { code, severity, message } = {
    code: 'place/x',
    severity: 'error' as const,
    message: 'Something is wrong.',
  }
  return { code, severity, message, related: [], ...(at && { at }), ...more }
}

function find(text: string, part: string): Place {
  const start = text.indexOf(part)
  return { file: 'prod.yaml', start, end: start + part.length }
}

test.run()
