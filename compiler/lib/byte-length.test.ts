import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { byteLength } from './byte-length.ts'

test('any text has as many bytes as Node.js writes', () => {
  for (const text of ['', 'a', 'é', '日', '🙂']) assert.is(byteLength(text), Buffer.byteLength(text))
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => byteLength(text) === Buffer.byteLength(text)),
  )
})

test.run()
