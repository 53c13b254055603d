import { posix } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { importsOf, sourceFiles, type SourceText } from '../scripts/source-files.ts'

/* What must never be in the source: the invariants of README.md, each with the files that break it. */

const typescript = sourceFiles('{compiler,scripts}/**/*.ts')
const compiler = typescript.filter((it) => it.path.startsWith('compiler/'))
const product = compiler.filter((it) => !isTest(it))
const core = product.filter((it) => !/^compiler\/(main\.ts|edge\/|commands\/)/.test(it.path))

function isTest({ path }: SourceText): boolean {
  return /\.test\.ts$|test-support/.test(path)
}

/** `file: what` for each match in the code, comments not counted. */
function matches(files: readonly SourceText[], pattern: RegExp): readonly string[] {
  return files.flatMap(({ path, code }) =>
    Array.from(code.matchAll(pattern), ([found]) => `${path}: ${found.trim()}`),
  )
}

/** `file: import` for each import of a module that `wrong` refuses; `target` is its path in the project. */
function imports(
  files: readonly SourceText[],
  wrong: (target: string, file: string, types: boolean) => boolean,
): readonly string[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap(({ from, types }) => {
      const target = from.startsWith('.') ? posix.join(posix.dirname(file.path), from) : from
      return wrong(target, file.path, types) ? [`${file.path}: ${from}`] : []
    }),
  )
}

const stageOf = (path: string) => /^compiler\/(\d+-[a-z-]+)\//.exec(path)?.[1]
const inLib = (path: string) => path.startsWith('compiler/lib/')
const isModelType = (target: string, types: boolean) => types && target.startsWith('compiler/model/')

test('there is something to look at', () => {
  assert.ok(core.length > 20)
  assert.ok(core.some((it) => stageOf(it.path)) && core.some((it) => inLib(it.path)))
})

test('the core depends on its arguments alone', () => {
  const outside =
    /\bprocess\.|\bconsole\.|\bDate\b|\bMath\.random\b|\blocaleCompare\b|\bIntl\b|\bperformance\./g
  assert.equal(matches(core, outside), [])
  assert.equal(
    imports(core, (it) => /^node:|^compiler\/(main\.ts|edge\/|commands\/)|^scripts\//.test(it)),
    [],
  )
})

test('only compile.ts knows the stages; a stage imports no other stage', () => {
  const others = core.filter((it) => !/^compiler\/(compile|index)\.ts$/.test(it.path))
  assert.equal(
    imports(others, (target, file) => (stageOf(target) ?? stageOf(file)) !== stageOf(file)),
    [],
  )
})

test('lib/ imports nothing but lib/, and types of model/', () => {
  const lib = core.filter((it) => inLib(it.path))
  assert.equal(
    imports(lib, (target, _, types) => !inLib(target) && !isModelType(target, types)),
    [],
  )
})

test('what is exported has a name', () => {
  assert.equal(matches(typescript, /^export default\b/gm), [])
})

test('the compiler knows no service by name', () => {
  const listed = [
    ...sourceFiles('templates/[!_]*/**/*.yaml'),
    ...sourceFiles('templates/[!_]*/files/*'),
  ].flatMap(({ path }) => [path.split('/')[1]!, /\/services\/([^/]+)\.yaml$/.exec(path)?.[1] ?? []].flat())
  const known =
    'cinder etcd galera glance heat horizon keystone libvirt mariadb memcached neutron nova openvswitch oslo ovn rabbitmq'
  const ordinary = ['placement'] // Also what the compiler does.
  const names = [...new Set([...listed, ...known.split(' ')])].filter((it) => !ordinary.includes(it))
  assert.equal(matches(product, new RegExp(`\\b(?:${names.join('|')})\\b.*`, 'gi')), [])
})

test('no file is longer than 250 lines', () => {
  const long = typescript.filter(({ text }) => text.trimEnd().split('\n').length > 250)
  assert.equal(
    long.map((it) => it.path),
    [],
  )
})

test('files are named after what they do, in kebab-case', () => {
  const files = typescript.map((it) => it.path)
  const name = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|long\.test|test-support|d))?\.ts$/
  assert.equal(
    files.filter((it) => !name.test(posix.basename(it))),
    [],
  )
  const vague = /\b(utils?|helpers?|managers?|handlers?|misc|common)\b/
  // A function that a template may call is what Handlebars, and everybody who writes templates, calls a helper.
  const callable = ['template/helpers.ts', 'template/helpers.test.ts', '6-link/helpers.ts'].map(
    (it) => `compiler/${it}`,
  )
  assert.equal(
    files.filter((it) => vague.test(it) && !callable.includes(it)),
    [],
  )
})

test('every test file runs all of its tests', () => {
  const files = sourceFiles('{compiler,scripts,templates}/**/*.test.ts')
  const last = /^test\.run\(\)$(?![^]*^\s*(test\(|test\.run))/m
  assert.equal(
    files.filter((it) => !last.test(it.text)).map((it) => it.path),
    [],
  )
  assert.equal(matches(files, /^\s*\w+\.(only|skip)\(.*/gm), [])
})

test.run()
