import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { stringify } from 'yaml'
import { yamlMapping } from '../test-support/yaml.test-support.ts'
import { asScalar, valueAt } from './node.ts'
import { scalarOffsets } from './scalar-offsets.ts'

/** The scalar under `k`, as written and as read. */
function read(file: string): { written: string; text: string } {
  const scalar = asScalar(valueAt(yamlMapping(file), 'k'))
  assert.ok(scalar)
  return { written: file.slice(scalar.start, scalar.end), text: scalar.source }
}

const cases: readonly [name: string, file: string][] = [
  ['plain', 'k: a {x}\n'],
  ['plain over two lines', 'k: a\n  b\n\n  {x}\n'],
  ['double-quoted', 'k: "a {x}"\n'],
  ['double-quoted with escapes', 'k: "\\t\\"\\\\ \\x41\\u00e4\\U0001f600\\_ {x}\\n"\n'],
  ['double-quoted with an escaped line break', 'k: "a\\\n   b {x}"\n'],
  ['double-quoted over lines', 'k: "a\n\n  b {x}"\n'],
  ['single-quoted', "k: 'a {x}'\n"],
  ['single-quoted with quotes', "k: 'it''s''' {x}'\n".replace("''' {", "'' {")],
  ['a literal block', 'k: |\n  a\n  {x}\n'],
  ['a literal block with a remark and indentation', 'k: |2- # x {y}\n    a\n\n   {x}\n'],
  ['a folded block', 'k: >\n  a\n  b\n\n  {x}\n'],
]
for (const [name, file] of cases)
  test(`in ${name} text the sign is found where it is written`, () => {
    const { written, text } = read(file)
    const at = scalarOffsets(written, text)
    const sign = text.indexOf('{x}')
    assert.is(written.slice(at(sign), at(sign + 2) + 1), '{x}')
  })

test('the end of the text is the end of what is written', () => {
  const { written, text } = read('k: >\n  a\n  b\n')
  assert.is(scalarOffsets(written, text)(text.length), written.length)
})

test('however a text is written, each letter and digit is found', () => {
  const piece = fc.constantFrom('a', 'B7', ' ', '  ', '\n', '"', "'", '\\', '#', ': ', 'ä', '\t', '{{')
  const style = fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), style, (pieces, defaultStringType) => {
      const k = pieces.join('')
      // A letter in front: the other printer's blocks that begin with blanks are not always readable.
      const file = stringify({ k: `x${k}` }, { defaultStringType, lineWidth: 12, minContentWidth: 0 })
      const { written, text } = read(file)
      assert.is(text, `x${k}`)
      const at = scalarOffsets(written, text)
      for (const { 0: letter, index } of text.matchAll(/[aB7]/g)) assert.is(written.charAt(at(index)), letter)
    }),
  )
})

test.run()
