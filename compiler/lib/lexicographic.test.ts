import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { lexicographic } from './lexicographic.ts'

test('names are ordered by code unit, not by language or by number', () => {
  const names = ['ä', 'node-10', 'z', 'node-2', 'Node-1', '100-x', '20-x', '']
  assert.equal(names.sort(lexicographic), ['', '100-x', '20-x', 'Node-1', 'node-10', 'node-2', 'z', 'ä'])
})

test('equal names compare as equal', () => {
  assert.is(lexicographic('node', 'node'), 0)
})

test('two spellings of one letter stay apart', () => {
  assert.is.not(lexicographic('\u00e9', 'e\u0301'), 0)
})

test.run()
