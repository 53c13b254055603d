import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { escapeTemplate } from './escape-template.ts'

const cases: readonly [text: string, expected: string][] = [
  ['', ''],
  ['plain } text }}', 'plain } text }}'],
  ['{', '{'],
  ['{{', '{{ "{{" }}'],
  ['a {{ .Values.x }} b', 'a {{ "{{" }} .Values.x }} b'],
  ['{{{', '{{ "{{" }}{'],
  ['{{{{', '{{ "{{" }}{{ "{{" }}'],
]
for (const [text, expected] of cases)
  test(`${JSON.stringify(text)} becomes ${JSON.stringify(expected)}`, () =>
    assert.is(escapeTemplate(text), expected))

test('the engine, which only ever sees its own signs, gives the text back', () => {
  const piece = fc.constantFrom('{', '{{', '}', '}}', '"', '-', ' ', 'a', '/*')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('')
      assert.is(filled(escapeTemplate(text)), text)
    }),
  )
})

/** What the engine makes of a text whose only actions are the escaped signs: it looks for the next `{{` each time. */
function filled(text: string): string {
  const start = text.indexOf('{{')
  if (start < 0) return text
  const action = '{{ "{{" }}'
  assert.is(text.slice(start, start + action.length), action)
  return `${text.slice(0, start)}{{${filled(text.slice(start + action.length))}`
}

test.run()
