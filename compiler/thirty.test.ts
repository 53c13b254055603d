import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { compileFolder } from './test-support/project.test-support.ts'
import { builtIn, type SourceTree } from './model/source.ts'

/*
 * A project with thirty mistakes, each marked on its line. One run must report all of them: a mistake hides what depends on
 * it, and nothing else; and what follows from a mistake is not reported as another.
 */

const { linked, places, charts } = compileFolder('fixtures/thirty')

/** `code file:line` of each mark. */
function marksIn(sources: SourceTree): readonly string[] {
  return [...sources].flatMap(([file, source]) => {
    if (file.startsWith(builtIn) || typeof source !== 'string') return []
    return source
      .split('\n')
      .flatMap((line, index) =>
        Array.from(line.matchAll(/mistake: (\S+)/g), ([, code]) => `${code} ${file}:${index + 1}`),
      )
  })
}

test('thirty mistakes are reported in one run, each on its line, and nothing else', () => {
  const marks = marksIn(linked.sources)
  assert.is(marks.length, 30)
  assert.equal(places.map((it) => it.replace(/:\d+-\d+:\d+$/, '')).toSorted(), marks.toSorted())
})

test('the mistakes are of every stage', () => {
  const stages = new Set(places.map((it) => it.split('/')[0]))
  assert.equal([...stages].sort(), [
    'chart',
    'isolate',
    'link',
    'parse',
    'place',
    'render',
    'resolve',
    'settle',
    'template',
    'validate',
  ])
})

test('nothing is written', () => {
  assert.is(charts.size, 0)
})

test.run()
