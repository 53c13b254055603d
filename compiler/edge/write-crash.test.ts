import { spawnSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { checkTree } from './check-tree.ts'
import { disk, type FileSystem } from './file-system.ts'
import type { OutputTree } from './output-tree.ts'
import { scratchOutput, type Files } from '../test-support/scratch-output.test-support.ts'
import { writeTree } from './write-tree.ts'

type Scratch = ReturnType<typeof scratchOutput>

const theirs: Files = { 'charts/prod/theirs.txt': 't', 'charts/README.md': 'r' }
const before = {
  prod: { a: '1', b: '1', 'c/d': '1', gone: '1', 'x/y/z': '1' },
  old: { a: '1', 'b/c': '1' },
  dev: { a: '1' },
}
const after = {
  prod: { a: '1', b: '2', c: '2', 'gone/now': '2', new: '2', 'n/m': '2' },
  fresh: { a: '2' },
  dev: { a: '1' },
}
const later = { prod: { a: '3', b: '3', 'n/o': '3' }, dev: { a: '3', new: '3' } }

test('a run cut off at any point is called stale, and the next one completes it, of whatever input', () => {
  const next: readonly ((it: Scratch) => OutputTree)[] = [
    (it) => it.treeOf(after),
    (it) => it.treeOf(later),
    (it) => it.treeOf(before),
  ]
  for (const treeOf of next) {
    for (let call = 1; cutOff(call, treeOf); call++) assert.ok(call < 1000, 'it never completes')
  }
})

/** Whether writing was cut off at a call: then all is checked that must hold. */
function cutOff(call: number, next: (it: Scratch) => OutputTree): boolean {
  const scratch = prepared()
  try {
    const tree = scratch.treeOf(after)
    const crashed = crashes(() =>
      writeTree(
        tree,
        failing(call, Infinity, () => new Error('cut off')),
      ),
    )
    const done = same(withoutWriting(scratch.written()), expected(tree))
    const { fresh, byHand } = checkTree(tree)
    if (!crashed) assert.ok(fresh)
    // Whatever is there, it is ours: nobody has edited it.
    assert.equal(byHand, [], `after call ${call}`)
    if (fresh) assert.ok(done, `fresh after call ${call}`)
    // Some environments alone may be compiled in between.
    const some = scratch.treeOf({ dev: { a: '7' } }, false)
    assert.equal(writeTree(some).diagnostics, [], `some after call ${call}`)
    assert.equal(writeTree(next(scratch)).diagnostics, [], `next after call ${call}`)
    assert.equal(scratch.written(), expected(next(scratch)), `after call ${call}`)
    assert.ok(checkTree(next(scratch)).fresh)
    return crashed
  } finally {
    scratch.clear()
  }
}

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

test('a process that is killed does not stop the next run', () => {
  for (const call of [30, 70]) {
    const scratch = prepared()
    const modules = ['write-tree', 'file-system'].map((it) =>
      JSON.stringify(new URL(`${it}.ts`, import.meta.url).href),
    )
    const program = `
      import { writeTree } from ${modules[0]}
      import { disk } from ${modules[1]}
      let left = ${call}
      const killing = (it) => (...args) => (--left === 0 ? process.kill(process.pid, 'SIGKILL') : it(...args))
      const system = Object.fromEntries(Object.entries(disk).map(([name, it]) => [name, killing(it)]))
      const tree = ${JSON.stringify(scratch.treeOf(after), (_, it: unknown) => (it instanceof Map ? [...it] : it))}
      const environments = tree.environments.map((it) => ({ ...it, files: new Map(it.files), inputs: new Map(it.inputs) }))
      writeTree({ ...tree, environments }, system)`
    const { signal } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program])
    assert.is(signal, 'SIGKILL')
    assert.is(checkTree(scratch.treeOf(after)).fresh, false)
    assert.ok(Object.hasOwn(scratch.written(), '.oskc.writing/process'))
    assert.equal(scratch.problemsOf(scratch.treeOf(later)), [])
    assert.equal(scratch.written(), expected(scratch.treeOf(later)))
    scratch.clear()
  }
})

function prepared(): Scratch {
  const scratch = scratchOutput()
  scratch.lay(theirs)
  assert.equal(writeTree(scratch.treeOf(before)).diagnostics, [])
  return scratch
}

/** The disk, failing from one call to another. */
function failing(first: number, last: number, error: () => Error): FileSystem {
  let calls = 0
  const guard =
    <A extends unknown[], R>(it: (...args: A) => R) =>
    (...args: A): R => {
      calls++
      if (calls >= first && calls <= last) throw error()
      return it(...args)
    }
  const { kindOf, list, read, age, create, rename, remove, makeFolder, removeFolder } = disk
  return {
    kindOf: guard(kindOf),
    list: guard(list),
    read: guard(read),
    age: guard(age),
    create: guard(create),
    rename: guard(rename),
    remove: guard(remove),
    makeFolder: guard(makeFolder),
    removeFolder: guard(removeFolder),
  }
}

function refusal(code: string, path: string): () => Error {
  return () => Object.assign(new Error(code), { code, path })
}

function crashes(action: () => void): boolean {
  try {
    action()
    return false
  } catch (error) {
    assert.is(String(error), 'Error: cut off')
    return true
  }
}

const known = new Map<string, Files>()

/** What the output folder holds when a tree is written where nothing was but files of others. */
function expected(tree: OutputTree): Files {
  const key = JSON.stringify(tree.environments.map((it) => [it.name, ...it.files]))
  if (!known.has(key)) {
    const clean = scratchOutput()
    clean.lay(theirs)
    assert.equal(writeTree({ ...tree, output: clean.output }).diagnostics, [])
    known.set(key, clean.written())
    clean.clear()
  }
  return known.get(key)!
}

function withoutWriting(files: Files): Files {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith('.oskc.writing/')))
}

function same(left: Files, right: Files): boolean {
  return JSON.stringify(left) === JSON.stringify(right)
}

test.run()
