import { mkdirSync, renameSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { checkTree } from './check-tree.ts'
import { scratchOutput, type Files } from '../test-support/scratch-output.test-support.ts'

let scratch: ReturnType<typeof scratchOutput>

test.before.each(() => {
  scratch = scratchOutput()
})

test.after.each(() => {
  scratch.clear()
})

const first: Files = { 'Chart.yaml': 'a', 'templates/a.yaml': 'a', 'charts/x/Chart.yaml': 'x' }

const links: readonly (readonly [name: string, link: string, target: string, problem: string])[] = [
  ['the output folder', 'charts', 'elsewhere', 'write/symbolic-link charts'],
  ['the folder of an environment', 'charts/prod', '../elsewhere', 'write/symbolic-link charts/prod'],
  [
    'a folder on the way',
    'charts/prod/templates',
    '../../elsewhere',
    'write/symbolic-link charts/prod/templates',
  ],
  [
    'a file',
    'charts/prod/Chart.yaml',
    '../../elsewhere/Chart.yaml',
    'write/symbolic-link charts/prod/Chart.yaml',
  ],
  [
    'the lock',
    'charts/prod/.oskc.lock',
    '../../elsewhere/lock',
    'write/symbolic-link charts/prod/.oskc.lock',
  ],
  [
    'the folder for writing',
    'charts/.oskc.writing',
    '../elsewhere',
    'write/symbolic-link charts/.oskc.writing',
  ],
]

for (const [name, link, target, problem] of links) {
  test(`a symbolic link in the place of ${name} is refused`, () => {
    scratch.lay({ 'elsewhere/Chart.yaml': 'a', 'elsewhere/lock': '' })
    mkdirSync(join(scratch.path, link, '..'), { recursive: true })
    symlinkSync(target, join(scratch.path, link))
    assert.equal(scratch.problemsOf(scratch.treeOf({ prod: first })), [problem])
    assert.is(checkTree(scratch.treeOf({ prod: first })).fresh, false)
    assert.equal(
      Object.keys(scratch.content()).filter((it) => it.startsWith('elsewhere')),
      ['elsewhere/Chart.yaml', 'elsewhere/lock'],
    )
  })
}

for (const path of ['../x', 'a/../../x', '/x', 'a//x', '', 'a\\..\\x', './x', 'a\0b', '.oskc.lock'])
  test(`the path ${JSON.stringify(path)} is refused`, () => {
    assert.match(
      scratch.problemsOf(scratch.treeOf({ prod: { ok: '1', [path]: 'x' } })).join(),
      'write/outside-output',
    )
    assert.equal(scratch.content(), {})
  })

for (const name of ['..', '.', 'a/b', '', '.oskc.writing'])
  test(`an environment called ${JSON.stringify(name)} is refused`, () => {
    assert.match(scratch.problemsOf(scratch.treeOf({ [name]: first })).join(), 'write/outside-output')
  })

test('a second run at the same time is refused, also one on another machine', () => {
  for (const holder of [`1 ${hostname()}\n`, `${process.pid} elsewhere\n`, '']) {
    scratch.lay({ 'charts/.oskc.writing/process': holder })
    assert.equal(scratch.problemsOf(scratch.treeOf({ prod: first })), [
      'write/already-running charts/.oskc.writing/process',
    ])
  }
  assert.equal(Object.keys(scratch.written()), ['.oskc.writing/process'])
})

test('what a dead run left behind does not stop the next', () => {
  const long = new Date(Date.now() - 60_000)
  for (const holder of [`4194304 ${hostname()}\n`, `${process.pid} ${hostname()}\n`, '']) {
    scratch.lay({ 'charts/.oskc.writing/process': holder, 'charts/.oskc.writing/7': 'rest' })
    utimesSync(join(scratch.output, '.oskc.writing/process'), long, long)
    assert.equal(scratch.problemsOf(scratch.treeOf({ prod: first })), [])
    assert.not.ok(Object.keys(scratch.written()).some((it) => it.startsWith('.oskc.writing')))
  }
})

test('a file where the output folder should be is an error', () => {
  writeFileSync(join(scratch.path, 'charts'), '')
  assert.equal(scratch.problemsOf(scratch.treeOf({ prod: first })), ['write/foreign-file charts'])
})

test('the output folder may lie behind folders that are not there yet, and behind links', () => {
  mkdirSync(join(scratch.path, 'real'))
  symlinkSync('real', join(scratch.path, 'alias'))
  const tree = { ...scratch.treeOf({ prod: first }), output: join(scratch.path, 'alias/deep/charts') }
  assert.equal(scratch.problemsOf(tree), [])
  renameSync(join(scratch.path, 'real/deep/charts'), scratch.output)
  assert.is(checkTree(scratch.treeOf({ prod: first })).fresh, true)
})

test.run()
