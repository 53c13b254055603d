import { test } from 'uvu'
import * as assert from 'uvu/assert'
import fc from 'fast-check'
import { parse } from 'yaml'
import { fitsYamlBlock } from './fits-yaml-block.ts'

const fitting = [
  'a',
  'a\n',
  'a\nb',
  'a\n\nb\n',
  '# a',
  '- a',
  'a: b',
  'a \nb',
  'a\n  b\n',
  'ä\u{1f600}',
  'a\tb',
]
const others = [
  '',
  ' a',
  '\ta',
  '\na',
  'a ',
  'a\t',
  'a \n',
  'a\n\n',
  'a\rb',
  'a\r\nb',
  'a\0b',
  'a\x1bb',
  'a\x7fb',
  'a\x85b',
  'a\u2028b',
  '\ufeffa',
  'a\ud800b',
  'a\udc00',
]
for (const text of fitting) test(`${JSON.stringify(text)} fits`, () => assert.ok(fitsYamlBlock(text)))
for (const text of others)
  test(`${JSON.stringify(text)} does not fit`, () => assert.not.ok(fitsYamlBlock(text)))

test('what fits is read back as it was from a literal block', () => {
  const piece = fc.constantFrom('a', ' ', '\n', '\t', '#', ': ', '- ', '%', '---', 'ä', '\r', '\0', '{{')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('')
      if (!fitsYamlBlock(text)) return
      const lines = text.replace(/\n$/, '').split('\n')
      const sign = text.endsWith('\n') ? '|' : '|-'
      const written = `k: ${sign}\n${lines.map((it) => (it === '' ? '' : `  ${it}`)).join('\n')}\n`
      assert.is((parse(written) as { k: string }).k, text)
    }),
    { numRuns: 1000 },
  )
})

test.run()
