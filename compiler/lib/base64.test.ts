import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { base64 } from './base64.ts'

/* RFC 4648, section 10. */
const cases: readonly [text: string, expected: string][] = [
  ['', ''],
  ['f', 'Zg=='],
  ['fo', 'Zm8='],
  ['foo', 'Zm9v'],
  ['foob', 'Zm9vYg=='],
  ['fooba', 'Zm9vYmE='],
  ['foobar', 'Zm9vYmFy'],
]
for (const [text, expected] of cases)
  test(`"${text}" is ${expected || 'nothing'}`, () => assert.is(base64(text), expected))

test('every text is its UTF-8 bytes in base64', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.is(base64(text), Buffer.from(text, 'utf8').toString('base64'))
    }),
  )
})

test('a large text is no trouble', () => {
  assert.is(base64('a'.repeat(300_000)).length, 400_000)
})

test.run()
