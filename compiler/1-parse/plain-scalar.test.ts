import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Document } from 'yaml'
import { readPlainScalar } from './plain-scalar.ts'

/** What PyYAML 6.0.3 (YAML 1.1, the reader of most old tools) makes of plain scalars; `error` is what it refuses. */
const readByPyYaml: readonly (readonly [reading: string, texts: string])[] = [
  ['boolean true', 'yes Yes YES on On ON true True TRUE'],
  ['text', 'yEs y Y n N tRUE nULL 0o644 0xG 1e3 1E3 1.5e3 1e+3 .5e3 -.5e+3 +.5 -.5 1.2.3 .iNF'],
  ['text', '-.nan +.nan inf nan Infinity 2001-1-1 20-01-01 2001-01 08 09 018 _1 -_1 1,000'],
  ['text', '1.000,5 10.0.0.1 fe80::1 :: 1:60 1:3_0 0:30 01:30 1:30: 00:1a:2b:3c:4d:5e'],
  ['text', '00:11:22:33:44:55 100m 1Gi 1e 0x 0b 0o 0o8 0b2 .. ...x + -x == < 1e1000 -1e+5'],
  ['text', '123456e+7 ._5'],
  ['boolean false', 'no No NO off Off OFF false False FALSE'],
  ['null', 'null Null NULL ~'],
  ['number 420', '0644'],
  ['number 493', '0755'],
  ['number 90', '1:30'],
  ['number 45045', '12:30:45'],
  ['number 685230', '190:20:30'],
  ['number 685230.15', '190:20:30.15'],
  ['number 1000', '1_000 1.e+3'],
  ['number 10', '1__0 0b1010'],
  ['number 2', '0b1_0'],
  ['number -1', '-0b1 -1'],
  ['number 31', '0x1F +0x1F'],
  ['number -31', '-0x1F'],
  ['number 1', '0x_1 1. 1_ +1 0.1e+1'],
  ['number 1500', '1.5e+3 1.5e+03'],
  ['number 0.0015', '1.5E-3'],
  ['number 500', '.5e+3'],
  ['number 0.5', '.5 00.5 .5_'],
  ['number 5', '5. +5.'],
  ['number Infinity', '.inf +.inf .Inf .INF 1.0e+400'],
  ['number -Infinity', '-.inf'],
  ['number NaN', '.nan .NaN .NAN'],
  ['date', '2001-01-01 2001-12-14t21:59:43.10-05:00 2001-12-15 2001-12-14T21:59:43Z'],
  ['error', '2001-13-41 = <<'],
  ['number 12345678901234567000', '12345678901234567890'],
  ['number 0', '-0 -0.0 +0 00 0_'],
  ['number 7', '007 0_7'],
  ['number 0.01', '0.0_1'],
  ['number 10.5', '1_0.5'],
  ['number 62', '1:2'],
  ['number 3610', '60:10'],
  ['number 3909', '1:5:9'],
  ['number -90', '-1:30'],
  ['number 90.5', '1:30.5'],
  ['number 620', '10:20'],
  ['number 1.5', '01.5'],
  ['number 100', '1_0.0e+1'],
]
const dates = ['2001-12-14 21:59:43.10 -5', '2001-12-15 2:59:43.10', '2001-12-14T21:59:43 +5:30']
const readings = [
  ...readByPyYaml.flatMap(([reading, texts]) => texts.split(' ').map((text) => [text, reading] as const)),
  ...dates.map((text) => [text, 'date'] as const),
  ['', 'null'] as const,
]

for (const [text, expected] of readings) {
  test(`"${text}" is taken only if all readers agree`, () => {
    const all = new Set([expected, readByPackage(text, '1.1'), readByPackage(text, '1.2')])
    const reading = readPlainScalar(text)
    assert.is(
      reading.kind === 'ambiguous' ? 'ambiguous' : described(reading.value),
      all.size > 1 ? 'ambiguous' : expected,
    )
  })
}

const likely: readonly (readonly [text: string, kind: string, ...forms: (string | undefined)[]])[] = [
  ['yes', 'boolean', 'true'],
  ['OFF', 'boolean', 'false'],
  ['0644', 'octal', '420', '644'],
  ['-0755', 'octal', '-493', '-755'],
  ['0o17', 'number', '15'],
  ['-0x1F', 'number', '-31'],
  ['1_000', 'number', '1000'],
  ['0b101', 'number', '5'],
  ['1e3', 'number', '1000'],
  ['08', 'number', '8'],
  ['1:30', 'number', undefined],
  ['2001-01-01', 'date', undefined],
  ['=', 'special', undefined],
]

for (const [text, kind, ...forms] of likely) {
  test(`"${text}" probably means a ${kind}`, () => {
    const reading = readPlainScalar(text)
    assert.ok(reading.kind === 'ambiguous')
    const { likely } = reading
    assert.is(likely.kind, kind)
    const found =
      'octal' in likely ? [likely.octal, likely.decimal] : ['form' in likely ? likely.form : undefined]
    assert.equal(found, forms)
  })
}

test('text of any length is read in time that grows with it', () => {
  const longs = [
    '1_'.repeat(400_000) + 'x',
    '0'.repeat(900_000) + 'x',
    '1:1'.repeat(300_000) + 'x',
    '1'.repeat(900_000) + '.x',
  ]
  for (const text of longs) assert.equal(readPlainScalar(text), { kind: 'text', value: text })
})

function readByPackage(text: string, version: '1.1' | '1.2'): string {
  const tag = new Document(null, { version }).schema!.tags.find(
    (it) => it.default === true && 'test' in it && it.test?.test(text),
  )
  if (!tag) return described(text)
  if (tag.tag.endsWith(':timestamp')) return 'date'
  const value = (tag.resolve as (text: string, onError: () => void, options: object) => unknown)(
    text,
    () => {},
    {},
  )
  return described(value !== null && typeof value === 'object' && 'value' in value ? value.value : value)
}

function described(value: unknown): string {
  if (typeof value === 'string') return 'text'
  return value === null
    ? 'null'
    : typeof value === 'number'
      ? `number ${value + 0}`
      : `${typeof value} ${String(value)}`
}

test.run()
