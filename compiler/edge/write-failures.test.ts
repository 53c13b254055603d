import { chmodSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { checkTree } from './check-tree.ts'
import { disk, type FileSystem } from './file-system.ts'
import { after, before, expected, failing, prepared } from '../test-support/failing-disk.test-support.ts'
import { writeTree } from './write-tree.ts'

test('a refusal of the system at any point is a problem, not a stack, and the next run completes', () => {
  let failures = 0
  for (let call = 1; ; call++) {
    const scratch = prepared()
    const tree = scratch.treeOf(after)
    const { diagnostics, written } = writeTree(
      tree,
      failing(call, call, refusal('EIO', `${scratch.output}/prod/b`)),
    )
    if (diagnostics.length === 0 && written.length > 0) break
    const found = diagnostics.map((it) => `${it.code} ${it.at?.file}`)
    if (found.length > 0) assert.equal(found, ['write/failed charts/prod/b'], `call ${call}`)
    failures += found.length
    assert.equal(writeTree(tree).diagnostics, [], `after call ${call}`)
    assert.equal(scratch.written(), expected(tree), `after call ${call}`)
    scratch.clear()
  }
  assert.ok(failures > 50)
})

const codes = {
  ENOSPC: 'write/disk-full',
  EDQUOT: 'write/disk-full',
  EACCES: 'write/denied',
  EPERM: 'write/denied',
  EROFS: 'write/read-only',
  ENAMETOOLONG: 'write/failed',
}

for (const [code, problem] of Object.entries(codes))
  test(`${code} is the problem ${problem}`, () => {
    const scratch = prepared()
    const rename = refusal(code, `${scratch.output}/prod/b`)
    const refuse = () => {
      throw rename()
    }
    const { diagnostics } = writeTree(scratch.treeOf(after), { ...disk, rename: refuse })
    assert.equal(
      diagnostics.map((it) => `${it.code} ${it.at?.file}`),
      [`${problem} charts/prod/b`],
    )
    scratch.clear()
  })

test('without space for all files none is changed', () => {
  const scratch = prepared()
  const old = scratch.written()
  let room = 5
  const create: FileSystem['create'] = (file, text) => {
    if (--room < 0) throw Object.assign(new Error('full'), { code: 'ENOSPC', path: file })
    disk.create(file, text)
  }
  const { diagnostics } = writeTree(scratch.treeOf(after), { ...disk, create })
  assert.equal(
    diagnostics.map((it) => it.code),
    ['write/disk-full'],
  )
  assert.equal(scratch.written(), old)
  scratch.clear()
})

test('where nothing may be written, that nothing has to be is fine', () => {
  const scratch = prepared()
  const create = () => {
    throw Object.assign(new Error('no'), { code: 'EROFS' })
  }
  const system = { ...disk, create, makeFolder: create }
  assert.equal(writeTree(scratch.treeOf(before), system).diagnostics, [])
  assert.equal(
    writeTree(scratch.treeOf(after), system).diagnostics.map((it) => it.code),
    ['write/read-only'],
  )
  scratch.clear()
})

test('charts that may not be read are a problem of the check', () => {
  const scratch = prepared()
  const read = () => {
    throw Object.assign(new Error('no'), { code: 'EACCES', path: `${scratch.output}/prod/b` })
  }
  const { fresh, diagnostics } = checkTree(scratch.treeOf(before), { ...disk, read })
  assert.equal(
    [fresh, diagnostics.map((it) => `${it.code} ${it.at?.file}`)],
    [false, ['write/denied charts/prod/b']],
  )
  scratch.clear()
})

if (process.getuid?.() !== 0)
  test('a folder without permissions is a problem', () => {
    const scratch = prepared()
    chmodSync(scratch.output, 0o555)
    assert.equal(scratch.problemsOf(scratch.treeOf(after)), ['write/denied charts/.oskc.writing'])
    chmodSync(scratch.output, 0o755)
    scratch.clear()
  })

function refusal(code: string, path: string): () => Error {
  return () => Object.assign(new Error(code), { code, path })
}

test.run()
