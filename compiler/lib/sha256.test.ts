import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { sha256 } from './sha256.ts'

const reference = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

test('every length around the block size is padded rightly', () => {
  for (let length = 0; length <= 200; length++) {
    const text = 'a'.repeat(length)
    assert.is(sha256(text), reference(text), `${length} bytes`)
  }
})

test('any text has the digest that node:crypto gives its UTF-8 bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => sha256(text) === reference(text)),
  )
})

test('a text of a megabyte has the right digest', () => {
  const text = 'häuser '.repeat(150_000)
  assert.is(sha256(text), reference(text))
})

test.run()
