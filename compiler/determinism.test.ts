import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from 'yaml'
import { hasErrors } from './diagnostic.ts'
import type { ChartTree, SourceTree } from './model/source.ts'
import { compileProject, readFixture, type Project } from './test-support/project.test-support.ts'

/* The same input gives the same charts, and a small change of it changes no more than it must. */

const reference = readFixture('fixtures/reference')
const charts = chartsOf(reference)

function chartsOf(project: Project): ChartTree {
  const compiled = compileProject(project)
  assert.not(hasErrors(compiled.diagnostics), compiled.printed)
  return compiled.charts
}

/** The reference project with some of its files replaced, and its environments changed alike. */
function withFiles(files: Readonly<Record<string, (text: string) => string>>): Project {
  const sources = new Map(reference.sources)
  for (const [path, change] of Object.entries(files)) {
    const before = String(sources.get(path))
    const after = change(before)
    assert.is.not(after, before, `${path} is not changed`)
    sources.set(path, after)
  }
  return { ...reference, sources }
}

/** The files in an order that the seed decides. */
function shuffled(sources: SourceTree, seed: number): SourceTree {
  let state = seed
  const next = () => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) / 2 ** 32
  const paths = [...sources]
  for (let index = paths.length - 1; index > 0; index--) {
    const other = Math.floor(next() * (index + 1))
    ;[paths[index], paths[other]] = [paths[other]!, paths[index]!]
  }
  return new Map(paths)
}

function assertSame(actual: ChartTree, expected: ChartTree, what: string): void {
  assert.equal([...actual.keys()].sort(), [...expected.keys()].sort(), what)
  for (const [path, text] of expected) assert.is(actual.get(path), text, `${what}: ${path}`)
}

/** What differs between two trees: path → its lines that are gone (`-`) and new (`+`), versions and digests of the content left out. */
function changes(before: ChartTree, after: ChartTree): ReadonlyMap<string, readonly string[]> {
  const result = new Map<string, readonly string[]>()
  for (const path of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const [old, now] = [linesOf(before.get(path)), linesOf(after.get(path))]
    const lines = [
      ...without(old, now).map((it) => `- ${it.trim()}`),
      ...without(now, old).map((it) => `+ ${it.trim()}`),
    ]
    if (lines.length > 0) result.set(path, lines)
  }
  return result
}

function linesOf(text: string | undefined): readonly string[] {
  // A chart's version is a hash of its content.
  return (text ?? '').replace(/\b0\.1\.0-h[0-9a-f]+/g, '0.1.0-hHASH').split('\n')
}

function without(lines: readonly string[], others: readonly string[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const it of others) counts.set(it, (counts.get(it) ?? 0) + 1)
  return lines.filter((it) => {
    const count = counts.get(it) ?? 0
    counts.set(it, count - 1)
    return count <= 0
  })
}

test('the order in which files are found makes no difference', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const project = { ...reference, sources: shuffled(reference.sources, seed) }
    assertSame(chartsOf(project), charts, `seed ${seed}`)
  }
})

test('line ends make no difference, and neither does compiling again in the same process', () => {
  const crlf = [...reference.sources].map(
    ([path, it]) => [path, typeof it === 'string' ? it.replaceAll('\n', '\r\n') : it] as const,
  )
  assertSame(chartsOf({ ...reference, sources: new Map(crlf) }), charts, 'CRLF')
  assertSame(chartsOf(reference), charts, 'again')
})

const joined = {
  'nodes.yaml': (text: string) => `${text}- {name: worker1, hostname: worker1, addresses: [192.0.2.21]}\n`,
  'ccp-topology-1.yaml': (text: string) => `${text}  worker1$:\n    roles:\n      - controller-net-bridge\n`,
}
const labelled = { 'ccp-cli-config-1.yaml': (text: string) => `${text}  placement: labels\n` }
const keystone = 'ccp-1/charts/keystone/templates'

/** The names of jobs in some lines, without the hash of their content. */
function jobsIn(lines: readonly string[]): readonly string[] {
  const found = lines.flatMap((it) =>
    [...it.matchAll(/\b([a-z][a-z-]*)-[0-9a-f]{8}\{\{/g)].map((name) => name[1]!),
  )
  return [...new Set(found)].sort()
}

test('under placement by labels, a node that joins changes no chart at all', () => {
  const before = chartsOf(withFiles(labelled))
  assert.equal(changes(before, chartsOf(withFiles({ ...labelled, ...joined }))), new Map())
})

test('under placement by host names, a node that joins changes the nodes of what runs on it, and no checksum', () => {
  const found = changes(charts, chartsOf(withFiles(joined)))
  const [, documents] = String(reference.sources.get('ccp-roles.yaml')).split('---')
  const { roles } = parse(documents!) as { readonly roles: Readonly<Record<string, readonly string[]>> }
  const placed = new Set(roles['controller-net-bridge'])
  const pods = /^ccp-1\/charts\/([^/]+)\/templates\/(deployment|statefulset|job-.*)\.yaml$/
  assert.equal(
    [...found.keys()],
    [...charts.keys()].filter((it) => placed.has(pods.exec(it)?.[1] ?? '')).sort(),
  )
  for (const [path, lines] of found) {
    // A job cannot be changed: one that may run on other nodes is another job, under another name.
    const others = lines.filter((it) => jobsIn([it]).length === 0)
    assert.equal(others, ['+ - worker1'], path)
  }
})

test('a setting changes the files that say it, the checksums of what reads them, and the names of jobs that read them', () => {
  const set = (text: string) => `${text}configs:\n  keystone:\n    token_expiration: 7201\n`
  const found = changes(charts, chartsOf(withFiles({ 'ccp-cli-config-1.yaml': set })))
  assert.equal(
    [...found.keys()],
    [
      'ccp-1/charts/keystone/files/keystone.conf',
      ...['deployment', 'job-bootstrap', 'job-db-sync'].map((it) => `${keystone}/${it}.yaml`),
    ],
  )
  assert.equal(found.get('ccp-1/charts/keystone/files/keystone.conf'), [
    '- expiration = 3600',
    '+ expiration = 7201',
  ])
  const checksums = [...found].filter(([, lines]) => lines.some((it) => /checksum/.test(it)))
  assert.equal(
    checksums.map(([path]) => path),
    [`${keystone}/deployment.yaml`],
  )
  for (const job of ['bootstrap', 'db-sync']) {
    const names = found.get(`${keystone}/job-${job}.yaml`)!.filter((it) => /^[-+] name:/.test(it))
    assert.equal(jobsIn(names), [`keystone-${job}`])
    assert.is(names.length, 2)
  }
})

test('a setting of all environments changes all of them alike', () => {
  const set = (text: string) => `${text}  memcached:\n    memory: 640\n`
  const found = changes(charts, chartsOf(withFiles({ 'ccp-configs-common.yaml': set })))
  const paths = [...found.keys()].map((it) => it.replace(/^ccp-\d/, 'ccp-N'))
  assert.ok(paths.length > 0)
  assert.is(paths.length, 3 * new Set(paths).size)
  assert.ok(paths.every((it) => it.startsWith('ccp-N/charts/memcached/')))
})

test.run()
