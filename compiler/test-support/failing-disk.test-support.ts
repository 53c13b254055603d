import * as assert from 'uvu/assert'
import { disk, type FileSystem } from '../edge/file-system.ts'
import type { OutputTree } from '../edge/output-tree.ts'
import { writeTree } from '../edge/write-tree.ts'
import { scratchOutput, type Files } from './scratch-output.test-support.ts'

export type Scratch = ReturnType<typeof scratchOutput>

const theirs: Files = { 'charts/prod/theirs.txt': 't', 'charts/README.md': 'r' }
/** What was written before, and what is then to be written. */
export const before = {
  prod: { a: '1', b: '1', 'c/d': '1', gone: '1', 'x/y/z': '1' },
  old: { a: '1', 'b/c': '1' },
  dev: { a: '1' },
}
export const after = {
  prod: { a: '1', b: '2', c: '2', 'gone/now': '2', new: '2', 'n/m': '2' },
  fresh: { a: '2' },
  dev: { a: '1' },
}
/** An output folder with charts and files of others. */
export function prepared(): Scratch {
  const scratch = scratchOutput()
  scratch.lay(theirs)
  assert.equal(writeTree(scratch.treeOf(before)).diagnostics, [])
  return scratch
}

/** The disk, failing from one call to another. */
export function failing(first: number, last: number, error: () => Error): FileSystem {
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

const known = new Map<string, Files>()

/** What the output folder holds when a tree is written where nothing was but files of others. */
export function expected(tree: OutputTree): Files {
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
