import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { IniFile } from './ini-file.ts'
import { layIni } from './ini-lay.ts'
import { arbitraryOverride, arbitraryText } from './ini-arbitrary.ts'
import { parseIni } from './ini-parse.ts'
import { printIni } from './ini-print.ts'

test('a file is printed in one form', () => {
  const text = '\n; about\n#this\n\n\n[DEFAULT]\nx:1\n\n\ny=\n z\n#end\n[ b ]\nc   =   " d "\r\n\n'
  const printed = '; about\n#this\n\n[DEFAULT]\nx = 1\ny =\n    z\n\n#end\n[ b ]\nc = " d "\n'
  assert.is(printIni(parseIni(text)), printed)
})

test('an empty file is printed as nothing', () => {
  assert.is(printIni(parseIni('\n \n')), '')
})

test('what is printed is read as the same file', () => {
  fc.assert(
    fc.property(arbitraryText, fc.array(arbitraryOverride, { maxLength: 4 }), (text, overrides) => {
      const file = layIni(parseIni(text), overrides)
      const again = parseIni(printIni(file))
      assert.equal(again.malformed, [])
      assert.equal(withoutOrigins(again), withoutOrigins(file))
    }),
    { numRuns: 1000 },
  )
})

test.run()

function withoutOrigins({ preamble, sections }: IniFile): unknown {
  const bare = sections.map((section) => ({
    ...section,
    lines: section.lines.map((line) => (line.kind === 'option' ? [line.name, line.value] : line)),
  }))
  return { preamble, sections: bare }
}
