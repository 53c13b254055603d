import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { yamlKeys } from './yaml-keys.ts'

const map = { spec: 1, b: 1, kind: 1, Z: 1, apiVersion: 1, a: 1, gone: undefined }

test('ranked keys come first in order of their rank, the others by code unit, absent ones not at all', () => {
  const rank = new Map([
    ['apiVersion', 0],
    ['kind', 1],
    ['metadata', 2],
    ['spec', 3],
  ])
  assert.equal(yamlKeys(map, rank), ['apiVersion', 'kind', 'spec', 'Z', 'a', 'b'])
})

test('without ranks all keys are sorted by code unit, whatever their order was', () => {
  const sorted = ['Z', 'a', 'apiVersion', 'b', 'kind', 'spec']
  assert.equal(yamlKeys(map), sorted)
  assert.equal(yamlKeys(Object.fromEntries(Object.entries(map).reverse())), sorted)
})

test.run()
