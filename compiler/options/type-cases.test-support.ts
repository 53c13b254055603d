import type { OptionType } from './catalogue.ts'
import { addressCases } from './address-cases.test-support.ts'
import { unknownText as unknown } from './reading.ts'

/* Which texts each type takes, and which it refuses: as oslo.config does, and as the tests with it show. */

export interface TypeCase {
  readonly type: OptionType
  readonly taken?: readonly string[]
  readonly refused?: readonly string[]
}

const plainCases: readonly TypeCase[] = [
  { type: 'string', taken: ['', 'a', ' a ', '"', 'a, b', 'a\nb', unknown] },
  {
    type: { type: 'string', choices: ['aB', '', null] },
    taken: ['aB', '', unknown, `a${unknown}`, `${unknown}B`],
    refused: ['ab', 'aB ', 'None', `b${unknown}`, `${unknown}x`, `aB${unknown}B`],
  },
  {
    type: { type: 'string', choices: ['aB'], ignoreCase: true },
    taken: ['AB', 'ab', `A${unknown}`],
    refused: ['abc'],
  },
  {
    type: { type: 'string', regex: '^(hour|day)(@([0-9]+))?$' },
    taken: ['hour', 'day@10', 'day\n', `${unknown}@x`],
    refused: ['days', 'an hour', 'hour@', 'hour\n\n'],
  },
  {
    type: { type: 'string', regex: '^[\\w-]+:\\d*$' },
    taken: ['ä-1:٣', ':'.padStart(2, '日')],
    refused: ['a b:1', ':1', 'a:²'],
  },
  {
    type: { type: 'string', regex: 'b[]x]\\Z', ignoreCase: true },
    taken: ['aB]', 'bX'],
    refused: ['bX\n', 'b'],
  },
  { type: { type: 'string', regex: '(?<=a)b' }, taken: ['anything: no engine of linear time knows this'] },
  {
    type: { type: 'string', maxLength: 3 },
    taken: ['abc', '𝒳𝒳𝒳', `abc${unknown}`],
    refused: ['abcd', `ab${unknown}cd`],
  },
  {
    type: { type: 'string', quotes: true },
    taken: ['a', '"a"', "'a,b'", 'a"', '""', `"a${unknown}`, `${unknown}"`],
    refused: ['"a', "'", '"a\'', `"${unknown}a`],
  },
  {
    type: 'boolean',
    taken: ['true', 'TRUE', 'yes', 'On', '1', 'false', 'no', 'off', '0', unknown, `tr${unknown}`],
    refused: ['', 't', 'y', '2', ' true', 'enabled', 'none', `x${unknown}`],
  },
  {
    type: 'integer',
    taken: [
      '',
      '  ',
      '0',
      '-5',
      '+5',
      ' 7 ',
      '007',
      '1_000',
      '٣',
      '9'.repeat(4300),
      unknown,
      `1${unknown}`,
      `-${unknown}`,
    ],
    refused: [
      '1.0',
      '1e3',
      '0x10',
      '1__0',
      '_1',
      '1_',
      'a',
      '- 5',
      '²',
      '9'.repeat(4301),
      `a${unknown}`,
      `1,${unknown}`,
    ],
  },
  { type: { type: 'integer', min: 0 }, taken: ['0', '-0', '5'], refused: ['-1'] },
  { type: { type: 'integer', min: -1, max: 10 }, taken: ['-1', '10', ''], refused: ['-2', '11'] },
  {
    type: { type: 'integer', max: '9223372036854775807' },
    taken: ['9223372036854775807'],
    refused: ['9223372036854775808'],
  },
  { type: { type: 'integer', choices: [1, 20] }, taken: ['1', '020', ''], refused: ['2'] },
  {
    type: { type: 'integer', min: 8, max: 24, multipleOf: 8, filled: true },
    taken: ['8', '24'],
    refused: ['12', ''],
  },
  {
    type: 'float',
    taken: ['', '1', '1.', '.5', '-1.5e-3', '1_0.0_1', 'inf', '-Infinity', 'NaN', ' 2 ', `${unknown}.5`],
    refused: ['.', '1e', '1..2', '1,5', '0x1', 'infinite', '_1', '1_.0', `,${unknown}`],
  },
  {
    type: { type: 'float', min: 0, max: 1 },
    taken: ['0', '1.0', 'nan', '-0.0'],
    refused: ['1.01', '-inf', 'inf', '-1e-9'],
  },
  { type: 'port', taken: ['0', '65535', ''], refused: ['65536', '-1', 'http'] },
  { type: { type: 'port', min: 1, max: 1024 }, taken: ['1'], refused: ['0', '1025'] },
  { type: 'list', taken: ['', 'a', 'a,b', 'a,,b', ',', 'a, b ,', unknown] },
  {
    type: { type: 'list', bounds: true },
    taken: ['[]', '[a,b]', ' [a] ', '[a],', unknown, `[${unknown}`],
    refused: ['a', '[a', 'a]', '', `${unknown}a`],
  },
  { type: { type: 'list', minLength: 2 }, taken: ['a,b', unknown], refused: ['a', '', ',,'] },
  {
    type: { type: 'list', items: 'integer' },
    taken: ['1,2', ' 1 , 2', '1,,2', '1,', '', `1,${unknown},3`, `1${unknown}`],
    refused: ['1,a', '1;2', `a,${unknown}`, `${unknown},a`],
  },
  {
    type: { type: 'list', items: { type: 'string', quotes: true } },
    taken: ['"a,b",c', "a,'b, c, d'", '"a"'],
    refused: ['"a,b', 'a,"b,c'],
  },
  {
    type: { type: 'list', items: { type: 'string', regex: '^a,b$' } },
    taken: ['a,b', 'a,b,a,b'],
    refused: ['a', 'a,b,c'],
  },
  {
    type: { type: 'list', items: { type: 'string', choices: ['a', 'b'] } },
    taken: ['a', 'b, a'],
    refused: ['a,c', 'ab', 'a,,b'],
  },
  {
    type: 'dict',
    taken: [
      '',
      'a:b',
      'a:b,c:d',
      ' a : b ',
      'a:b:c',
      'a,b:c',
      'a:',
      `a:${unknown}`,
      `${unknown}`,
      `a:1,${unknown}`,
    ],
    refused: ['a', ':b', 'a:b,c', 'a:b,a:c', 'a=b', ',a:b,', 'a:b,'],
  },
  { type: { type: 'dict', separator: '=' }, taken: ['a=b:c'], refused: ['a:b'] },
  {
    type: { type: 'dict', bounds: true },
    taken: ['{}', '{a:b}', `{a:${unknown}`],
    refused: ['a:b', '{a:b', ''],
  },
  { type: { type: 'dict', values: 'integer' }, taken: ['a:1', 'a:'], refused: ['a:x', 'a:1,b:x'] },
  {
    type: { type: 'dict', values: { type: 'list', bounds: true } },
    taken: ['a:[1,2],b:[3]', 'a:[]'],
    refused: ['a:[1,2', 'a:1'],
  },
  { type: { type: 'dict', minLength: 2 }, taken: ['a:b,c:d'], refused: ['', 'a:b'] },
]

export const typeCases: readonly TypeCase[] = [...plainCases, ...addressCases]
