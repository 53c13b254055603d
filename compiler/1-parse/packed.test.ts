import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { readBuiltIn } from '../edge/built-in.ts'
import { pack, unpack, type PackedDocument } from './packed.ts'
import { parseYaml } from './parse.ts'

/* What is read from a packed catalogue is what is read from its texts. */

test('every file of the catalogue is the same after it was packed', () => {
  let packed = 0
  for (const [path, text] of readBuiltIn()) {
    if (!/\.ya?ml$/.test(path) || /\/files\//.test(path)) continue
    const documents = parseYaml(path, text, [])
    const json = JSON.stringify(pack(documents))
    assert.equal(unpack(path, JSON.parse(json) as readonly PackedDocument[]), documents, path)
    packed += 1
  }
  assert.ok(packed > 50)
})

test('places, texts as they were written, and kinds of documents are kept', () => {
  for (const text of [
    '',
    'a: 1.10\nb: [~, "x", 7, 1.50, true]\n--- !include\n- b.yaml\n',
    'a: &x {b: 1}\nc: *x\nd: {<<: *x, e: 2}\n',
    "'1': '0644'\n",
  ]) {
    const documents = parseYaml('a.yaml', text, [])
    assert.equal(unpack('a.yaml', pack(documents) ?? []), documents, text)
  }
})

test('what cannot be read is not packed', () => {
  assert.is(pack(parseYaml('a.yaml', 'a: [1\n', [])), undefined)
  assert.is(pack(parseYaml('a.yaml', 'a: 1\nb: 1\nb: 2\n', [])), undefined)
})

test.run()
