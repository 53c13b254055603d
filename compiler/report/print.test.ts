import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Diagnostic } from '../diagnostic.ts'
import type { Place } from '../model/node.ts'
import { printDiagnostics, type PrintOptions } from './print.ts'

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
  readonly at?: Place
  readonly more?: Partial<Diagnostic>
  readonly options?: Partial<PrintOptions>
  readonly rows: readonly string[]
}[] = [
  {
    name: 'related places have their own frames, after the hint',
    at: find(prod, 'db'),
    more: { hint: 'Merge them.', related: [{ message: 'It is first written here.', at: find(prod, 'cmp') }] },
    rows: [
      ' --> prod.yaml:7:3',
      '  |',
      '5 |       - controler',
      '6 |   cmp: {}',
      '7 |   db: {}',
      '  |   ^^',
      '  = hint: Merge them.',
      'note: It is first written here.',
      ' --> prod.yaml:6:3',
      '  |',
      '4 |     roles:',
      '5 |       - controler',
      '6 |   cmp: {}',
      '  |   ^^^',
    ],
  },
  {
    name: 'a masked problem shows no text, of related places neither',
    at: find(prod, 'controler'),
    more: {
      masked: true,
      hint: 'Say it otherwise.',
      related: [{ message: 'Here too.', at: find(prod, 'cmp') }],
    },
    rows: [' --> prod.yaml:5:9', '  = hint: Say it otherwise.', 'note: Here too.', ' --> prod.yaml:6:3'],
  },
  {
    name: 'a secret on a line nearby is not shown',
    at: find(prod, 'cmp'),
    options: { secrets: [find(prod, 'controler')] },
    rows: [' --> prod.yaml:6:3', '  |', '4 |     roles:', '5 | …', '6 |   cmp: {}', '  |   ^^^'],
  },
  {
    name: 'a secret on the line itself takes the frame away',
    at: find(prod, 'roles:\n      - controler'),
    options: { secrets: [find(prod, 'controler')] },
    rows: [' --> prod.yaml:4:5'],
  },
  {
    name: 'the lines of a long hint stand under each other',
    more: { hint: 'Write\n  a: 1' },
    rows: ['  = hint: Write', '            a: 1'],
  },
]

for (const { name, at, more, options, rows } of cases) {
  test(name, () => {
    const printed = printDiagnostics([diagnostic(at, more)], new Map([['prod.yaml', prod]]), {
      color: false,
      ...options,
    })
    const expected = ['error[place/x]: Something is wrong.', ...rows, '', '1 error. Nothing was written.', '']
    assert.is(printed, expected.join('\n'))
  })
}

test('several problems are set apart and counted', () => {
  const list = [diagnostic(), diagnostic(undefined, { severity: 'warning' }), diagnostic()]
  const [error, warning] = ['error[place/x]: Something is wrong.', 'warning[place/x]: Something is wrong.']
  const printed = `${error}\n\n${warning}\n\n${error}\n\n2 errors and 1 warning. Nothing was written.\n`
  assert.is(printDiagnostics(list, new Map(), { color: false }), printed)
})

test('warnings alone say nothing of writing unless told', () => {
  const list = [
    diagnostic(undefined, { severity: 'warning' }),
    diagnostic(undefined, { severity: 'warning' }),
  ]
  assert.match(printDiagnostics(list, new Map(), { color: false }), /\n\n2 warnings\.\n$/)
  assert.match(
    printDiagnostics(list, new Map(), { color: false, written: '3 files were written.' }),
    /\n\n2 warnings\. 3 files were written\.\n$/,
  )
})

test('no problems print nothing', () => {
  assert.is(printDiagnostics([], new Map(), { color: true }), '')
})

test('colours change nothing but colours', () => {
  const list = [
    diagnostic(find(prod, 'cmp'), { hint: 'Try.', related: [{ message: 'Here.', at: find(prod, 'db') }] }),
  ]
  const sources = new Map([['prod.yaml', prod]])
  const colored = printDiagnostics(list, sources, { color: true })
  assert.match(colored, '\x1b[1;31merror[place/x]\x1b[0m')
  assert.is(colored.replace(/\x1b\[[0-9;]*m/g, ''), printDiagnostics(list, sources, { color: false }))
})

test('names from the input cannot control the terminal', () => {
  const at = { file: 'a\x1bb.yaml', start: 0, end: 0 }
  const printed = printDiagnostics(
    [diagnostic(at, { message: 'No "\x1b]0;x\x07\n".', hint: '\x9bm' })],
    new Map(),
    { color: false },
  )
  assert.match(printed, 'error[place/x]: No "␛]0;x␇␊".\n --> a␛b.yaml\n  = hint: �m\n')
})

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
