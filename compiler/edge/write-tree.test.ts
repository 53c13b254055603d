import { mkdirSync, rmSync, statSync, unlinkSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { checkTree } from './check-tree.ts'
import { scratchOutput, type Files } from '../test-support/scratch-output.test-support.ts'
import { writeTree } from './write-tree.ts'

let scratch: ReturnType<typeof scratchOutput>

test.before.each(() => {
  scratch = scratchOutput()
})

test.after.each(() => {
  scratch.clear()
})

const first: Files = { 'Chart.yaml': 'a', 'templates/a.yaml': 'a', 'charts/x/Chart.yaml': 'x' }

test('what is written is what was given, with a lock, and then it is fresh', () => {
  const tree = scratch.treeOf({ prod: first, dev: { 'Chart.yaml': 'ä\n' } })
  const result = writeTree(tree)
  const files = [
    'dev/.oskc.lock',
    'dev/Chart.yaml',
    'prod/.oskc.lock',
    'prod/Chart.yaml',
    'prod/charts/x/Chart.yaml',
    'prod/templates/a.yaml',
  ]
  assert.equal(result, { written: files, removed: [], diagnostics: [] })
  assert.equal(Object.keys(scratch.written()), files)
  assert.is(scratch.written()['dev/Chart.yaml'], 'ä\n')
  assert.match(
    scratch.written()['prod/.oskc.lock']!,
    /^oskc 1\.2\.3\nrelease 2026\.1\ninput sha256:1 in\.yaml\noutput sha256:[0-9a-f]{64} Chart\.yaml\n/m,
  )
  assert.is(checkTree(tree).fresh, true)
})

test('modes do not depend on the umask', () => {
  const umask = process.umask(0o077)
  try {
    writeTree(scratch.treeOf({ prod: first }))
  } finally {
    process.umask(umask)
  }
  const mode = (path: string) => statSync(join(scratch.output, path)).mode & 0o7777
  assert.equal(['prod/Chart.yaml', 'prod/.oskc.lock'].map(mode), [0o644, 0o644])
  assert.equal(['.', 'prod', 'prod/charts/x'].map(mode), [0o755, 0o755, 0o755])
})

test('only what differs is written, and what is no longer wanted is deleted with its folder', () => {
  writeTree(scratch.treeOf({ prod: first }))
  const old = new Date(1e12)
  for (const it of Object.keys(scratch.written())) utimesSync(join(scratch.output, it), old, old)
  const tree = scratch.treeOf({ prod: { 'Chart.yaml': 'a', 'templates/a.yaml': 'changed' } })
  const check = checkTree(tree)
  assert.equal(
    [check.fresh, check.stale, check.leftover],
    [false, ['prod/.oskc.lock', 'prod/templates/a.yaml'], ['prod/charts/x/Chart.yaml']],
  )
  assert.equal(writeTree(tree), {
    written: ['prod/.oskc.lock', 'prod/templates/a.yaml'],
    removed: ['prod/charts/x/Chart.yaml'],
    diagnostics: [],
  })
  assert.equal(Object.keys(scratch.written()), [
    'prod/.oskc.lock',
    'prod/Chart.yaml',
    'prod/templates/a.yaml',
  ])
  assert.is(statSync(join(scratch.output, 'prod/Chart.yaml')).mtimeMs, old.getTime())
  assert.equal(writeTree(tree), { written: [], removed: [], diagnostics: [] })
})

test('other input with the same result makes only the lock stale', () => {
  writeTree(scratch.treeOf({ prod: first }))
  const tree = scratch.treeOf({ prod: first })
  const [prod] = tree.environments
  const other = { ...tree, environments: [{ ...prod!, inputs: new Map([['in.yaml', 'sha256:2']]) }] }
  assert.equal(checkTree(other).stale, ['prod/.oskc.lock'])
  assert.equal(writeTree(other).written, ['prod/.oskc.lock'])
})

test('a file edited by hand is told from one of other input, and overwritten with a warning', () => {
  writeTree(scratch.treeOf({ prod: first }))
  scratch.lay({ 'charts/prod/Chart.yaml': 'mine', 'charts/prod/charts/x/Chart.yaml': 'mine' })
  unlinkSync(join(scratch.output, 'prod/templates/a.yaml'))
  const tree = scratch.treeOf({ prod: { 'Chart.yaml': 'a', 'templates/a.yaml': 'a' } })
  const { byHand, missing, leftover } = checkTree(tree)
  assert.equal(
    [byHand, missing, leftover],
    [['prod/Chart.yaml'], ['prod/templates/a.yaml'], ['prod/charts/x/Chart.yaml']],
  )
  const { diagnostics } = writeTree(tree)
  assert.equal(
    diagnostics.map((it) => [it.code, it.severity, it.at?.file]),
    [
      ['write/edited-by-hand', 'warning', 'charts/prod/Chart.yaml'],
      ['write/edited-by-hand', 'warning', 'charts/prod/charts/x/Chart.yaml'],
    ],
  )
  assert.is(checkTree(tree).fresh, true)
})

test('files of others are never touched and do not matter', () => {
  scratch.lay({ 'charts/README.md': 'r', 'charts/prod/notes/x.txt': 'n', 'charts/other/x': 'o' })
  const tree = scratch.treeOf({ prod: first })
  assert.equal(writeTree(tree).diagnostics, [])
  const { fresh, foreign } = checkTree(tree)
  assert.equal([fresh, foreign], [true, ['prod/notes/x.txt']])
  writeTree(scratch.treeOf({ prod: {} }))
  assert.equal(Object.keys(scratch.written()), [
    'README.md',
    'other/x',
    'prod/.oskc.lock',
    'prod/notes/x.txt',
  ])
})

test('a file of somebody else in the way is an error, and then nothing at all is written', () => {
  scratch.lay({ 'charts/prod/Chart.yaml': 'theirs' })
  const tree = scratch.treeOf({ dev: first, prod: first })
  assert.equal(scratch.problemsOf(tree), ['write/foreign-file charts/prod/Chart.yaml'])
  assert.equal(scratch.written(), { 'prod/Chart.yaml': 'theirs' })
  assert.is(checkTree(tree).fresh, false)
})

test('a file of somebody else with the very bytes becomes ours', () => {
  scratch.lay({ 'charts/prod/Chart.yaml': 'a' })
  assert.equal(scratch.problemsOf(scratch.treeOf({ prod: first })), [])
  writeTree(scratch.treeOf({ prod: {} }))
  assert.equal(Object.keys(scratch.written()), ['prod/.oskc.lock'])
})

test('a lock cannot make oskc touch a file elsewhere', () => {
  writeTree(scratch.treeOf({ prod: first }))
  scratch.lay({ victim: 'a', 'charts/victim': 'a' })
  const lock = scratch.written()['prod/.oskc.lock']!
  const digestOfA = /sha256:\S+(?= Chart\.yaml)/.exec(lock)![0]
  scratch.lay({
    'charts/prod/.oskc.lock': `${lock}output ${digestOfA} ../../victim\noutput ${digestOfA} ../victim\noutput ${digestOfA} ${scratch.path}/victim\n`,
  })
  assert.equal(writeTree(scratch.treeOf({ prod: {} })).removed, [
    'prod/Chart.yaml',
    'prod/charts/x/Chart.yaml',
    'prod/templates/a.yaml',
  ])
  assert.is(scratch.content()['victim'], 'a')
  assert.is(scratch.written()['victim'], 'a')
})

test('a file of ours gives way to a folder, and a folder of ours to a file', () => {
  writeTree(scratch.treeOf({ prod: { a: '1', 'b/c/d': '2', 'b/e': '3' } }))
  mkdirSync(join(scratch.output, 'prod/b/empty/deep'), { recursive: true })
  const tree = scratch.treeOf({ prod: { 'a/x': '1', b: '2' } })
  assert.equal(scratch.problemsOf(tree), [])
  assert.equal(Object.keys(scratch.written()), ['prod/.oskc.lock', 'prod/a/x', 'prod/b'])
  assert.is(checkTree(tree).fresh, true)
})

test('the folder of a vanished environment is removed when all are known, not otherwise', () => {
  writeTree(scratch.treeOf({ old: first, prod: first }))
  const some = scratch.treeOf({ prod: first }, false)
  assert.is(checkTree(some).fresh, true)
  assert.equal(writeTree(some).removed, [])
  const tree = scratch.treeOf({ prod: first })
  assert.is(checkTree(tree).leftover.length, 4)
  assert.is(writeTree(tree).removed.length, 4)
  assert.not.ok(Object.keys(scratch.written()).some((it) => it.startsWith('old')))
})

for (const [what, file] of [
  ['a file of somebody else', 'mine.txt'],
  ['a file edited by hand', 'Chart.yaml'],
] as const)
  test(`the folder of a vanished environment is kept if it holds ${what}`, () => {
    writeTree(scratch.treeOf({ old: first, prod: first }))
    scratch.lay({ [`charts/old/${file}`]: 'mine' })
    const before = scratch.written()
    for (let run = 0; run < 2; run++)
      assert.equal(scratch.problemsOf(scratch.treeOf({ prod: first })), [
        `write/kept-environment charts/old/${file}`,
      ])
    assert.equal(scratch.written(), before)
  })

test('a folder without our lock is no vanished environment', () => {
  scratch.lay({ 'charts/other/Chart.yaml': 'x' })
  assert.equal(writeTree(scratch.treeOf({ prod: first })).removed, [])
  assert.is(scratch.written()['other/Chart.yaml'], 'x')
})

test('after a merge conflict in the lock both sides are known to be ours', () => {
  writeTree(scratch.treeOf({ prod: { a: '1', b: '2' } }))
  const ours = scratch.written()['prod/.oskc.lock']!
  rmSync(join(scratch.output, 'prod'), { recursive: true })
  writeTree(scratch.treeOf({ prod: { a: '1', c: '3' } }))
  scratch.lay({
    'charts/prod/b': '2',
    'charts/prod/.oskc.lock': `<<<<<<< HEAD\n${ours}=======\n${scratch.written()['prod/.oskc.lock']}>>>>>>> x\n`,
  })
  assert.equal(writeTree(scratch.treeOf({ prod: { a: '1', d: '4' } })), {
    written: ['prod/.oskc.lock', 'prod/d'],
    removed: ['prod/b', 'prod/c'],
    diagnostics: [],
  })
})

test.run()
