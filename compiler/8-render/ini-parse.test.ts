import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { IniFile, IniOption } from './ini-file.ts'
import { parseIni } from './ini-parse.ts'

const read: readonly (readonly [name: string, text: string, options: readonly string[]])[] = [
  ['an option takes "=" or ":", whichever comes first', '[a]\nx = 1:2\ny: 3=4', ['a.x=1:2', 'a.y=3=4']],
  ['an option set twice has two values', '[a]\nx=1\nx=2', ['a.x=1', 'a.x=2']],
  [
    'a section opened twice is one, whatever its case',
    '[a]\nx=1\n[b]\ny=1\n[A]\nz=1',
    ['a.x=1', 'a.z=1', 'b.y=1'],
  ],
  ['DEFAULT and default are two sections', '[DEFAULT]\nx=1\n[default]\nx=2', ['DEFAULT.x=1', 'default.x=2']],
  ['a value may be empty', '[a]\nx=\ny =', ['a.x=', 'a.y=']],
  ['quotes are kept as written', '[a]\nx = " 1 "', ['a.x=" 1 "']],
  ['a comment sign counts only in the first column', '[a]\nx = 1 # 2 ; 3\n;y = 1', ['a.x=1 # 2 ; 3']],
  ['a line that begins with a blank continues the value', '[a]\nx = 1\n  2 \n\t3', ['a.x=1|2|3']],
  ['an indented comment is part of the value', '[a]\nx = 1\n  # 2', ['a.x=1|# 2']],
  ['a value may begin below its name', '[a]\nx =\n  1\n  2', ['a.x=|1|2']],
  ['lines may end in any way', '[a]\r\nx = 1\rx = 2\r\n  3\r\n', ['a.x=1', 'a.x=2|3']],
  ['what Python strips is stripped', '[a]\nx\u00a0=\u2003\x1c1\u3000\u0085', ['a.x=1']],
  ['what only JavaScript trims is kept', '[a]\nx=\ufeff1', ['a.x=\ufeff1']],
  ['a section is named by all between the brackets', '[ a]b ]\nx=1', [' a]b .x=1']],
]

for (const [name, text, expected] of read) {
  test(name, () => {
    const file = parseIni(text)
    assert.equal(optionsOf(file), expected)
    assert.equal(file.malformed, [])
  })
}

const malformed: readonly (readonly [name: string, text: string, faults: readonly string[]])[] = [
  ['an option before the first section', 'x=1\n[a]', ['no-section: x=1']],
  ['an open bracket', '[a\nx=1\n[b]\ny=1', ['unclosed-section: [a']],
  ['something after a bracket', '[a] # b', ['unclosed-section: [a] # b']],
  ['an empty bracket', '[]', ['unnamed-section: []']],
  ['a bare word', '[a]\nword \nx=1', ['no-assignment: word']],
  ['a missing name', '[a]\n = 1\n= 2\n', ['unexpected-continuation:  = 1', 'unnamed-option: = 2']],
  ['a blank that is neither space nor tab', '[a]\nx=1\n\u00a0#y=2', ['odd-blank: \u00a0#y=2']],
  ['a continuation of nothing', '[a]\n  b\n', ['unexpected-continuation:   b']],
  ['a continuation after a blank line', '[a]\nx=1\n\n  2', ['unexpected-continuation:   2']],
  ['a continuation after a comment', '[a]\nx=1\n#\n  2', ['unexpected-continuation:   2']],
  [
    'several, where only the first of an indented block is told',
    '[a]\nb\n c\n d\ne',
    ['no-assignment: b', 'no-assignment: e'],
  ],
]

for (const [name, text, expected] of malformed) {
  test(`${name} is malformed`, () => {
    const faults = parseIni(text).malformed.map((it) => `${it.problem}: ${text.slice(it.offset, it.end)}`)
    assert.equal(faults, expected)
  })
}

test('what follows a malformed line is still read, but in no wrong section', () => {
  assert.equal(optionsOf(parseIni('[a]\nx=1\n?\ny=2\n[b\nz=3\n[c]\nw=4')), ['a.x=1', 'a.y=2', 'c.w=4'])
})

test('a value knows where it stands in the text', () => {
  const text = '# é\n[a]\r\nx =  "1" \r\n   2\t\n\ny ='
  const places = parseIni(text).sections.flatMap((it) => it.lines.map((line) => 'at' in line && line.at))
  assert.equal(
    places.map((it) => it && text.slice(it.start, it.end)),
    ['"1" \r\n   2', ''],
  )
})

test('comments directly above a header are of the section, those before a blank line are not', () => {
  const { preamble, sections } = parseIni('# file\n\n# a\n[a]\nx=1\n# x\n\n# b1\n;b2\n[b]\n# end')
  assert.equal(preamble, [{ kind: 'comment', text: '# file' }])
  assert.equal(
    sections.map((it) => [it.comments.map((line) => line.text), it.lines.length]),
    [
      [['# a'], 2],
      [['# b1', ';b2'], 1],
    ],
  )
})

test.run()

function optionsOf(file: IniFile): readonly string[] {
  return file.sections.flatMap((section) =>
    section.lines
      .filter((line): line is IniOption => line.kind === 'option')
      .map((line) => `${section.name}.${line.name}=${line.value.replaceAll('\n', '|')}`),
  )
}
