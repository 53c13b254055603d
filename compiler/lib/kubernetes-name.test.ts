import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { kubernetesName } from './kubernetes-name.ts'

test('a name that fits stays as it is', () => {
  for (const name of ['a', '0', 'nova-api', 'a--b', 'x'.repeat(63)]) assert.is(kubernetesName(name), name)
})

test('a name that is too long is cut, and ends in a hash of all of it', () => {
  const one = kubernetesName('x'.repeat(64))
  const other = kubernetesName('x'.repeat(65))
  assert.is(one.length, 63)
  assert.match(one, /^x{54}-[0-9a-f]{8}$/)
  assert.is.not(one, other)
})

test('a limit of its own is kept', () => {
  assert.is(kubernetesName('a'.repeat(20), 20), 'a'.repeat(20))
  assert.is(kubernetesName('a'.repeat(21), 20).length, 20)
})

test('names that differ only in characters that a label cannot have stay apart', () => {
  assert.is.not(kubernetesName('a.b'), kubernetesName('a_b'))
  assert.is.not(kubernetesName('A'), kubernetesName('a'))
})

test('any text gives a label', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) =>
      /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(kubernetesName(text)),
    ),
  )
})

test.run()
