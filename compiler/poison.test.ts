import { globSync } from 'glob'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { parseAllDocuments, visit, type Node } from 'yaml'
import { builtIn } from './model/source.ts'
import { compileProject, readFixture, repository } from './test-support/project.test-support.ts'

/* A file, or a value, that cannot be read is one mistake: nothing is reported of what it would have said. */

const projects = [
  ...globSync('fixtures/compile/*', { cwd: repository, posix: true }).toSorted(),
  'fixtures/cloud',
]

/** Of the built-in catalogue every definition, and of other files one of each kind in each folder. */
function catalogueExamples(paths: readonly string[]): ReadonlySet<string> {
  const kindOf = (path: string) =>
    path.includes('/services/') ? path : path.replace(/[^/]*?(?=\.[^./]*$)/, '*')
  const found = new Map(paths.filter((it) => it.startsWith(builtIn)).map((it) => [kindOf(it), it]))
  return new Set(found.values())
}

for (const folder of projects)
  test(`a broken file of ${folder} is reported, and nothing that follows from it`, () => {
    const project = readFixture(folder)
    const before = new Set(compileProject(project).places)
    const examples = folder === 'fixtures/cloud' ? catalogueExamples([...project.sources.keys()]) : new Set()
    for (const [path, text] of project.sources) {
      // The built-in catalogue once is enough; what it says for everybody is no file of a user's.
      const extra = path.startsWith(builtIn) && !examples.has(path)
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

for (const folder of projects.filter((it) => it.startsWith('fixtures/compile/')))
  test(`a broken value of ${folder} is reported, and nothing that follows from it`, () => {
    const project = readFixture(folder)
    const before = new Set(compileProject(project).places.map(withoutPlace))
    for (const [path, text] of project.sources) {
      if (path.startsWith(builtIn) || typeof text !== 'string' || !brokenText(path)?.startsWith('a:'))
        continue
      for (const [start, end] of valuesIn(text)) {
        const sources = new Map(project.sources).set(path, `${text.slice(0, start)}yes${text.slice(end)}`)
        const found = compileProject({ ...project, sources }).places.map(withoutPlace)
        assert.equal(
          found.filter((it) => !before.has(it) && !isExpected(it, path)),
          [],
          `${path}: ${text.slice(start, end)}`,
        )
      }
    }
  })

/** Where the values of a YAML text stand that are neither keys nor empty. */
function valuesIn(text: string): readonly (readonly [number, number])[] {
  const found: [number, number][] = []
  for (const document of parseAllDocuments(text))
    visit(document.contents as Node | null, {
      Scalar: (key, { range }) => {
        if (key !== 'key' && range && range[1] > range[0]) found.push([range[0], range[1]])
      },
    })
  return found
}

/** A change of the text moves what stands behind it. */
function withoutPlace(place: string): string {
  return place.replace(/:\d+:\d+-\d+:\d+$/, '')
}

function brokenText(path: string): string | undefined {
  if (path.endsWith('.hbs')) return '{{#if a}}\n'
  return /\.ya?ml$/.test(path) && !path.includes('/files/') ? 'a: [b\n' : undefined
}

/** Images are warned of where they are used first, which may now be elsewhere. */
function isExpected(place: string, path: string): boolean {
  if (place.startsWith('link/rolling-tag ')) return true
  return ['parse/malformed-yaml', 'parse/ambiguous-scalar', 'template/malformed'].some((it) =>
    `${place}:`.startsWith(`${it} ${path}:`),
  )
}

test.run()
