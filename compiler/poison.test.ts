import { globSync } from 'glob'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { builtIn } from './model/source.ts'
import { compileProject, readFixture, repository } from './test-support/project.test-support.ts'

/* A file that cannot be read is one mistake: nothing is reported of what it would have said. */

const projects = [
  ...globSync('fixtures/compile/*', { cwd: repository, posix: true }).toSorted(),
  'fixtures/reference',
]

for (const folder of projects)
  test(`a broken file of ${folder} is reported, and nothing that follows from it`, () => {
    const project = readFixture(folder)
    const before = new Set(compileProject(project).places)
    for (const [path, text] of project.sources) {
      // The built-in catalogue once is enough; what it says for everybody is no file of a user's.
      const extra = path.startsWith(builtIn) && folder !== 'fixtures/reference'
      const broken = /\/_(global|images|retired)/.test(path) || extra ? undefined : brokenText(path)
      if (broken === undefined || typeof text !== 'string') continue
      const sources = new Map(project.sources).set(path, broken)
      const found = compileProject({ ...project, sources }).places.filter((it) => !before.has(it))
      assert.equal(
        found.filter((it) => !isExpected(it, path)),
        [],
        path,
      )
    }
  })

function brokenText(path: string): string | undefined {
  if (path.endsWith('.hbs')) return '{{#if a}}\n'
  return /\.ya?ml$/.test(path) && !path.includes('/files/') ? 'a: [b\n' : undefined
}

/** Images are warned of where they are used first, which may now be elsewhere. */
function isExpected(place: string, path: string): boolean {
  if (place.startsWith('link/rolling-tag ')) return true
  return ['parse/malformed-yaml', 'template/malformed'].some((it) => place.startsWith(`${it} ${path}:`))
}

test.run()
