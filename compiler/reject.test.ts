import { globSync } from 'glob'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { sourceFiles } from '../scripts/source-files.ts'
import { golden } from './test-support/golden.test-support.ts'
import { compileProject, readFixture, repository, variantsOf } from './test-support/project.test-support.ts'

/* Every problem that compiling can report, each shown by a project that has it and no other: the folder's path is the code. */

const cases = globSync('fixtures/reject/*/*', { cwd: repository, posix: true })
  .map((it) => it.slice('fixtures/reject/'.length))
  .toSorted()

for (const code of cases) {
  const folder = `fixtures/reject/${code}`
  const once = memo(() => {
    const project = readFixture(folder)
    return { project, ...compileProject(project) }
  })

  test(`${code} is reported, and nothing else`, () => {
    const { diagnostics, printed } = once()
    assert.equal([...new Set(diagnostics.map((it) => it.code))], [code])
    golden(`${folder}/expected.txt`, printed)
  })

  test(`${code} does not depend on how the files were read`, () => {
    const { project, places, printed } = once()
    for (const variant of variantsOf(project)) {
      const again = compileProject(variant.project)
      assert.equal(again.places, places, variant.name)
      assert.is(again.printed, printed, variant.name)
    }
  })
}

function memo<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

/*
 * Problems that no project in a folder can show: of the command line, of writing, of a broken installation, of files too
 * large to be kept or not to be read. A test file asserts on each.
 */
const elsewhere = [
  /^(call|compile|secrets|write)\//,
  /^read\/(denied-folder|missing-project)$/,
  /^parse\/too-large$/,
  /^validate\/no-catalogue-file$/,
  /^chart\/name-too-long$/,
]

test('every problem has a fixture, or a test of its own', () => {
  const codes = sourceFiles('compiler/**/*.ts').flatMap(({ code }) =>
    Array.from(code.matchAll(/(?<!function )\bproblem\(\s*'([^']+)'/g), (it) => it[1]!),
  )
  const tests = sourceFiles('compiler/**/*.test.ts').filter((it) => it.path !== 'compiler/reject.test.ts')
  const tested = (code: string) => tests.some((it) => it.text.includes(code))
  assert.ok(codes.length > 100)
  assert.equal(
    codes.filter((code) => !cases.includes(code) && !(elsewhere.some((it) => it.test(code)) && tested(code))),
    [],
  )
  assert.equal(
    cases.filter((code) => !codes.includes(code)),
    [],
  )
})

test.run()
