import { globSync } from 'glob'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { hasErrors } from './diagnostic.ts'
import type { ChartTree } from './model/source.ts'
import { golden } from './test-support/golden.test-support.ts'
import {
  compileProject,
  readFixture,
  repository,
  variantsOf,
  type Compiled,
} from './test-support/project.test-support.ts'

/* What compiling gives, in small: each folder is a project; its `show.txt` lists which outputs are worth showing. */

const cases = globSync('fixtures/compile/*', { cwd: repository, posix: true }).toSorted()

for (const folder of cases) {
  test(`${folder} compiles to what is expected`, () => {
    const compiled = compileProject(readFixture(folder))
    assert.not(hasErrors(compiled.diagnostics), compiled.printed)
    golden(`${folder}/expected.txt`, shown(folder, compiled))
  })

  test(`${folder} does not depend on how the files were read`, () => {
    const project = readFixture(folder)
    const { charts, printed } = compileProject(project)
    assert.ok(charts.size > 0)
    for (const variant of variantsOf(project)) {
      const again = compileProject(variant.project)
      assert.is(again.printed, printed, variant.name)
      assert.equal([...again.charts.keys()].sort(), [...charts.keys()].sort(), variant.name)
      for (const [path, text] of charts) assert.is(again.charts.get(path), text, `${variant.name}: ${path}`)
    }
  })
}

/** The diagnostics, then each output that `show.txt` asks for by the beginning of its path. */
function shown(folder: string, { printed, charts }: Compiled): string {
  const wanted = readFileSync(join(repository, folder, 'show.txt'), 'utf8')
    .trimEnd()
    .split('\n')
  const parts = wanted.flatMap((beginning) => {
    const found = pathsBelow(beginning, charts)
    assert.ok(found.length > 0, `${folder}/show.txt: nothing begins with ${beginning}`)
    return found.map((path) => `==> ${path} <==\n${charts.get(path)}`)
  })
  return [printed, ...parts].filter((it) => it !== '').join('\n')
}

function pathsBelow(beginning: string, charts: ChartTree): readonly string[] {
  return [...charts.keys()].filter((it) => it.startsWith(beginning)).sort()
}

test('there is something to compile', () => {
  assert.ok(cases.length > 10)
})

test.run()
