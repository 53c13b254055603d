import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Report } from '../diagnostic.ts'
import { parseArguments } from './arguments.ts'
import type { Command } from './command.ts'

const command: Command = {
  name: 'try',
  summary: '',
  operands: { shown: 'ENV [MORE]', least: 1, most: 2 },
  options: [
    { name: 'check', about: '' },
    { name: 'directory', short: 'C', value: 'DIR', about: '' },
    { name: 'format', value: 'FORMAT', choices: ['text', 'json'], about: '' },
    { name: 'file', value: 'FILE', repeatable: true, about: '' },
  ],
  about: '',
  examples: [],
  run: () => 0,
}

function parse(line: string) {
  const report: Report = []
  const { operands, options } = parseArguments(
    line.split(' ').filter((it) => it !== ''),
    command,
    report,
  )
  return { operands, options: Object.fromEntries(options), codes: report.map((it) => it.code), report }
}

const fine: readonly (readonly [line: string, operands: string[], options: Record<string, string[]>])[] = [
  ['prod', ['prod'], {}],
  ['prod --check', ['prod'], { check: [''] }],
  ['--check prod --check', ['prod'], { check: [''] }],
  ['prod -C dir', ['prod'], { directory: ['dir'] }],
  ['prod -Cdir', ['prod'], { directory: ['dir'] }],
  ['prod -C=dir', ['prod'], { directory: ['dir'] }],
  ['prod --directory dir', ['prod'], { directory: ['dir'] }],
  ['prod --directory=a=b', ['prod'], { directory: ['a=b'] }],
  ['prod --directory=-odd', ['prod'], { directory: ['-odd'] }],
  ['prod --file a --file=b', ['prod'], { file: ['a', 'b'] }],
  ['prod --file -', ['prod'], { file: ['-'] }],
  ['prod -- --check', ['prod', '--check'], {}],
  ['- --', ['-'], {}],
  ['--help', [], { help: [''] }],
  ['-h', [], { help: [''] }],
]

for (const [line, operands, options] of fine)
  test(`"${line}" is understood`, () => {
    const found = parse(line)
    assert.equal(found.codes, [])
    assert.equal(found.operands, operands)
    assert.equal(found.options, options)
  })

const wrong: readonly (readonly [line: string, ...codes: string[]])[] = [
  ['', 'call/missing-operand'],
  ['a b c', 'call/too-many-operands'],
  ['a --chek', 'call/unknown-option'],
  ['a -x', 'call/unknown-option'],
  ['a --check=no', 'call/unwanted-value'],
  ['a -C', 'call/missing-value'],
  ['a -C --check', 'call/missing-value'],
  ['a --directory=', 'call/missing-value'],
  ['a -C x -C y', 'call/option-twice'],
  ['a --format xml', 'call/bad-value'],
  ['--chek --format=jsn', 'call/unknown-option', 'call/bad-value', 'call/missing-operand'],
]

for (const [line, ...codes] of wrong)
  test(`"${line}" is refused`, () => {
    assert.equal(parse(line).codes, codes)
  })

test('a misspelt option is recognised', () => {
  assert.is(parse('a --chek').report[0]?.hint, 'Did you mean "--check"?')
})

test.run()
