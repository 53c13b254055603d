import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { IniOverride } from './ini-file.ts'
import { layIni } from './ini-lay.ts'
import { parseIni } from './ini-parse.ts'
import { printIni } from './ini-print.ts'

const set = (section: string, option: string, ...values: readonly string[]): IniOverride => ({
  section,
  option,
  change: { set: values },
})
const remove = (section: string, option: string): IniOverride => ({
  section,
  option,
  change: { remove: true },
})

const base = '[a]\nx = 1\ny = 2\nx = 3\n# end\n\n[b]\nz = 4\n'
const cases: readonly (readonly [name: string, overrides: readonly IniOverride[], text: string])[] = [
  ['nothing changes nothing', [], base],
  [
    'a value takes the place of the first of several',
    [set('a', 'x', '9')],
    base.replace('x = 1', 'x = 9').replace('x = 3\n', ''),
  ],
  [
    'several values stand one below the other',
    [set('b', 'z', '5', '6')],
    base.replace('z = 4', 'z = 5\nz = 6'),
  ],
  [
    'a new option goes to the end of its section',
    [set('a', 'n', '5')],
    base.replace('# end\n', '# end\nn = 5\n'),
  ],
  [
    'a new section goes to the end',
    [set('c', 'n', '5'), set('d', 'n', '6'), set('c', 'm', '7')],
    `${base}\n[c]\nn = 5\nm = 7\n\n[d]\nn = 6\n`,
  ],
  ['a section is found whatever its case', [set('B', 'z', '5')], base.replace('z = 4', 'z = 5')],
  ['an option is found by its exact name', [set('b', 'Z', '5')], `${base}Z = 5\n`],
  ['removing takes all values', [remove('a', 'x')], base.replace(/x = .\n/g, '')],
  ['no values at all remove', [set('b', 'z')], base.replace('z = 4\n', '')],
  ['removing what is not there changes nothing', [remove('b', 'n'), remove('c', 'n')], base],
  [
    'the last of two overrides wins',
    [set('b', 'z', '5'), remove('b', 'z'), set('b', 'z', '6')],
    base.replace('4', '6'),
  ],
  ['a line break makes continuation lines', [set('b', 'z', '5\n6')], base.replace('z = 4', 'z = 5\n    6')],
  [
    'blanks around lines and blank lines are left out',
    [set('b', 'z', ' 5 \r\n\n  6\n[c]\n')],
    base.replace('z = 4', 'z = 5\n    6\n    [c]'),
  ],
]

for (const [name, overrides, expected] of cases) {
  test(name, () => {
    assert.is(printIni(layIni(parseIni(base), overrides)), expected)
  })
}

test('a laid value knows its override, another its place', () => {
  const override = set('b', 'z', '5')
  const { sections } = layIni(parseIni('[b]\ny=1\n'), [override])
  assert.equal(sections[0]?.lines, [
    { kind: 'option', name: 'y', value: '1', at: { start: 6, end: 7 }, nameAt: { start: 4, end: 5 } },
    { kind: 'option', name: 'z', value: '5', override },
  ])
})

test('a name that cannot be written is a bug of the caller', () => {
  for (const name of ['', ' x', 'x\n', 'a=b', 'a:b', '[a', '#a', ';a']) {
    assert.throws(() => layIni(parseIni(''), [set('a', name, '1')]), /not the name of an option/)
  }
  for (const name of ['', 'a\nb', 'a\r']) {
    assert.throws(() => layIni(parseIni(''), [set(name, 'a', '1')]), /not the name of a section/)
  }
})

test.run()
