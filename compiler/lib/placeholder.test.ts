import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { formatPlaceholder, placeholdersOf, replacePlaceholders, reserved } from './placeholder.ts'
import type { Placeholder } from './placeholder.ts'

const secret: Placeholder = { kind: 'secret', encoding: 'url', argument: 'service-keystone/db-password' }
const node: Placeholder = { kind: 'node', encoding: 'raw', argument: 'name' }

test('a placeholder is written as documented', () => {
  assert.is(formatPlaceholder(secret), '@oskc{secret:url:service-keystone/db-password}@')
})

test('the placeholders of a text are found in order, repetitions included', () => {
  const text = `a${formatPlaceholder(secret)}b${formatPlaceholder(node)}${formatPlaceholder(secret)}`
  assert.equal(placeholdersOf(text), [secret, node, secret])
})

const none = [
  '',
  'plain',
  '@oskc{',
  '@oskc{secret:url:}@',
  '@oskc{secret:url:a b}@',
  '@oskc{secret:url:a\n}@',
  '@oskc{secrets:url:a}@',
  '@oskc{secret:base64:a}@',
  '@oskc{secret:url:a}',
  '@OSKC{secret:url:a}@',
]
for (const text of none)
  test(`there is no placeholder in ${JSON.stringify(text)}`, () => {
    assert.equal(placeholdersOf(text), [])
    assert.is(
      replacePlaceholders(text, () => 'X'),
      text,
    )
  })

test('replacing takes each placeholder and nothing else, and what is put in is not looked at again', () => {
  const text = `$& ${formatPlaceholder(node)} $1 ${formatPlaceholder(secret)}`
  assert.is(
    replacePlaceholders(text, (it) => (it.kind === 'node' ? `$& ${formatPlaceholder(secret)}` : '$1')),
    `$& $& ${formatPlaceholder(secret)} $1 $1`,
  )
})

const placeholder = fc
  .tuple(
    fc.constantFrom('secret', 'node', 'pod', 'interface'),
    fc.constantFrom('raw', 'ini', 'url'),
    fc.stringMatching(/^[A-Za-z0-9._/-]+$/),
  )
  .map(([kind, encoding, argument]) => ({ kind, encoding, argument }) as Placeholder)
const text = fc.string().filter((it) => !it.includes('@') && !it.includes('{'))

test('what is written is read back, whatever stands around it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(text, placeholder)), text, (parts, last) => {
      const written = parts.map(([before, it]) => before + formatPlaceholder(it)).join('') + last
      assert.equal(
        placeholdersOf(written),
        parts.map(([, it]) => it),
      )
      assert.is(
        replacePlaceholders(written, () => ''),
        parts.map(([before]) => before).join('') + last,
      )
    }),
  )
})

test('every placeholder begins with the reserved sign', () => {
  assert.ok(formatPlaceholder(node).startsWith(reserved))
})

test.run()
