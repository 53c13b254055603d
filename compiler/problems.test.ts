import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { sourceFiles } from '../scripts/source-files.ts'

/* Every problem that oskc can report: declared once and documented. That each is shown by a fixture is for reject.test.ts. */

interface Declared {
  readonly code: string
  readonly path: string
  /** The comment right above it, without its stars. */
  readonly comment: string
}

const declared = sourceFiles('compiler/**/*.ts')
  .filter((it) => !it.path.endsWith('.test.ts'))
  .flatMap(declaredIn)

function declaredIn({ path, text }: { readonly path: string; readonly text: string }): readonly Declared[] {
  return Array.from(text.matchAll(/^(?:export )?const \w+ = problem\(\s*(?:'([^']*)')?/gm), (it) => {
    const comment = /\/\*\*(?:(?!\*\/)[^])*\*\/\n$/.exec(text.slice(0, it.index))?.[0] ?? ''
    return { code: it[1] ?? '', path, comment: comment.replace(/^\s*\/\*\*|\*\/\s*$|^\s*\* ?/gm, '').trim() }
  })
}

/** Paragraphs where there are any, else sentences. */
function partsOf(comment: string): readonly string[] {
  const paragraphs = comment.split(/\n\s*\n/)
  return paragraphs.length > 1 ? paragraphs : comment.split(/(?<=[.!?;:])\s+/)
}

test('all problems are found', () => {
  const calls = sourceFiles('compiler/**/*.ts').flatMap((it) => [
    ...it.code.matchAll(/(?<!function )\bproblem\(/g),
  ])
  assert.ok(declared.length > 20)
  assert.is(declared.length, calls.length)
})

test('a code is "stage/what-is-wrong", and is declared once', () => {
  const codes = declared.map((it) => it.code)
  assert.equal(
    declared.filter((it) => !/^[a-z]+(-[a-z]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/.test(it.code)),
    [],
  )
  assert.equal(
    codes.filter((code, index) => codes.indexOf(code) !== index),
    [],
  )
})

test('a problem says what it means, why it matters and how to mend it', () => {
  const short = declared.filter((it) => partsOf(it.comment).length < 3)
  assert.equal(
    short.map(({ code, path }) => `${code} in ${path}`),
    [],
  )
})

test('no two problems share their documentation', () => {
  const comments = declared.map((it) => it.comment)
  assert.equal(
    declared.filter((it, index) => comments.indexOf(it.comment) !== index).map((it) => it.code),
    [],
  )
})

test.run()
