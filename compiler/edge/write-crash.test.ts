import { spawnSync } from 'node:child_process'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { checkTree } from './check-tree.ts'
import type { OutputTree } from './output-tree.ts'
import type { Files } from '../test-support/scratch-output.test-support.ts'
import {
  before,
  after,
  expected,
  failing,
  prepared,
  type Scratch,
} from '../test-support/failing-disk.test-support.ts'
import { writeTree } from './write-tree.ts'

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

function crashes(action: () => void): boolean {
  try {
    action()
    return false
  } catch (error) {
    assert.is(String(error), 'Error: cut off')
    return true
  }
}

function withoutWriting(files: Files): Files {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith('.oskc.writing/')))
}

function same(left: Files, right: Files): boolean {
  return JSON.stringify(left) === JSON.stringify(right)
}

test.run()
