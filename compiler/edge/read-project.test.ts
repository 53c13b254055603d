import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { builtIn } from '../model/source.ts'
import { readProject } from './read-project.ts'
import { codesOf, pathsOf, scratchProject } from '../test-support/scratch-project.test-support.ts'

let scratch: ReturnType<typeof scratchProject>

test.before.each(() => {
  scratch = scratchProject()
})

test.after.each(() => {
  scratch.clear()
})

test('a project has its environments, overrides, inventory, locks and components', () => {
  const project = scratch.read({
    'oskc.yaml': '',
    'nodes.yaml': '- a',
    'images.lock': 'x',
    'environments/prod.yaml': 'a: 1',
    'environments/prod.d/20-site/dns.yaml': '',
    'environments/prod.d/10.yaml': '',
    'environments/prod.d/note.txt': '',
    'environments/prod.d/.hidden.yaml': '',
    'environments/prod.secrets.lock.yaml': '',
    'environments/dev.yaml': '',
    'environments/deep/other.yaml': '',
    'services/own/defaults.yaml': '',
    'services/own/files/own.conf.hbs': '',
    'services/node_modules/x.yaml': '',
    'unrelated.yaml': '',
  })
  assert.equal(project.environments, ['environments/dev.yaml', 'environments/prod.yaml'])
  assert.equal(pathsOf(project), [
    'environments/dev.yaml',
    'environments/prod.d/10.yaml',
    'environments/prod.d/20-site/dns.yaml',
    'environments/prod.secrets.lock.yaml',
    'environments/prod.yaml',
    'images.lock',
    'nodes.yaml',
    'oskc.yaml',
    'services/own/defaults.yaml',
    'services/own/files/own.conf.hbs',
  ])
  assert.is(project.output, join(scratch.base, 'project/charts'))
  assert.equal(project.diagnostics, [])
})

test('the built-in catalogue is there under its own prefix, without its tests', () => {
  const own = [...scratch.read().sources.keys()].filter((it) => it.startsWith(builtIn))
  assert.ok(own.includes('<oskc>/templates/_runtime/configure.sh'))
  assert.equal(
    own.filter((it) => it.endsWith('.test.ts')),
    [],
  )
})

test('oskc.yaml says where things are, even with line ends of another system', () => {
  const text =
    'inventory: inv/n.json\r\nenvironments: ["clouds/**/*.yaml"]\r\nservices: [mine, gone]\r\noutput: clouds/out\r\n'
  const project = scratch.read({
    'oskc.yaml': text,
    'inv/n.json': '[]',
    'clouds/z.yaml': '',
    'clouds/a/b.yaml': '',
    'clouds/a/b.d/c.yaml': '',
    'clouds/.git/x.yaml': '',
    'clouds/node_modules/x.yaml': '',
    'clouds/out/prod/values.yaml': '',
    'mine/x/defaults.yaml': '',
  })
  assert.equal(project.environments, ['clouds/a/b.yaml', 'clouds/z.yaml'])
  assert.is(project.inventory, 'inv/n.json')
  assert.is(project.sources.get('oskc.yaml'), text)
  assert.ok(project.sources.has('mine/x/defaults.yaml'))
  const [missing] = project.diagnostics
  assert.is(missing?.code, 'read/missing-services')
  assert.is(text.replaceAll('\r', '').slice(missing?.at?.start, missing?.at?.end), 'gone')
})

test('a broken oskc.yaml leaves the defaults', () => {
  const project = scratch.read({
    'oskc.yaml': 'environments: {a: b}\ninventory: [\n',
    'environments/x.yaml': '',
  })
  assert.equal(project.environments, ['environments/x.yaml'])
  assert.is(project.inventory, 'nodes.yaml')
})

test('included files are read, relative to the file that includes them, round and round', () => {
  const project = scratch.read({
    'environments/prod.yaml': '!include\n- ../common/a.yaml\n- gone.yaml\n---\nx: 1\n',
    'environments/prod.d/1.yaml': '--- !include [../../common/d.yaml]\n',
    'common/a.yaml': '!include [sub/b.yaml]',
    'common/sub/b.yaml': '!include [../a.yaml, b.yaml, c.yaml]',
    'common/sub/c.yaml': 'text: "!include [../never.yaml]"\n',
    'common/d.yaml': '',
    'common/never.yaml': '',
  })
  assert.equal(pathsOf(project), [
    'common/a.yaml',
    'common/d.yaml',
    'common/sub/b.yaml',
    'common/sub/c.yaml',
    'environments/prod.d/1.yaml',
    'environments/prod.yaml',
  ])
})

test('replaced template files are read, relative to the file that names them', () => {
  const project = scratch.read({
    'environments/prod.yaml': '!include [../common/a.yaml]\n',
    'common/a.yaml': 'files:\n  own.conf.hbs: ../conf/own.conf\n  gone.hbs: gone\n  odd: [1]\n',
    'conf/own.conf': '!include [../never.yaml]',
    'never.yaml': '',
  })
  assert.equal(pathsOf(project), ['common/a.yaml', 'conf/own.conf', 'environments/prod.yaml'])
})

test('names of files that cannot exist are names of files that do not', () => {
  const project = scratch.read({
    'environments/e.yaml': `!include ["a\\0b", "${'x/'.repeat(5000)}y", "${'x'.repeat(300)}", "e.yaml/x", ""]`,
  })
  assert.equal(pathsOf(project), ['environments/e.yaml'])
})

test('the project folder is the nearest one with an oskc.yaml, else the working directory', () => {
  scratch.lay({ 'oskc.yaml': '', 'a/b/x': '', '../plain/x': '' })
  const root = (cwd: string, directory?: string) =>
    readProject({ cwd: join(scratch.base, cwd), ...(directory && { directory }) }).root
  assert.is(root('project/a/b'), join(scratch.base, 'project'))
  assert.is(root('plain'), join(scratch.base, 'plain'))
  assert.is(root('plain', '../project/a'), join(scratch.base, 'project/a'))
})

test('paths of a call are relative to the working directory, also when it names the project folder', () => {
  scratch.lay({ 'e.yaml': 'a: 1' })
  const { sources, environments } = readProject({
    cwd: scratch.base,
    directory: 'project',
    environmentFiles: ['project/e.yaml'],
  })
  assert.equal(environments, ['e.yaml'])
  assert.is(sources.get('e.yaml'), 'a: 1')
})

test('a project folder that does not exist is reported', () => {
  assert.equal(codesOf(readProject({ cwd: scratch.base, directory: 'gone' })), ['read/missing-project'])
})

test.run()
