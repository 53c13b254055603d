import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { builtIn } from '../model/source.ts'
import { readProject, type Project, type ProjectOptions } from './read-project.ts'

let base = ''

test.before.each(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'oskc-read-')))
})

test.after.each(() => {
  rmSync(base, { recursive: true, force: true })
})

test('a project has its environments, overrides, inventory, locks and components', () => {
  const project = read({
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
  assert.equal(paths(project), [
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
  assert.is(project.output, join(base, 'project/charts'))
  assert.equal(project.diagnostics, [])
})

test('the built-in catalogue is there under its own prefix, without its tests', () => {
  const own = [...read({}).sources.keys()].filter((it) => it.startsWith(builtIn))
  assert.ok(own.includes('<oskc>/templates/_runtime/configure.sh'))
  assert.equal(
    own.filter((it) => it.endsWith('.test.ts')),
    [],
  )
})

test('oskc.yaml says where things are, even with line ends of another system', () => {
  const text =
    'inventory: inv/n.json\r\nenvironments: ["clouds/**/*.yaml"]\r\nservices: [mine, gone]\r\noutput: clouds/out\r\n'
  const project = read({
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
  const project = read({ 'oskc.yaml': 'environments: {a: b}\ninventory: [\n', 'environments/x.yaml': '' })
  assert.equal(project.environments, ['environments/x.yaml'])
  assert.is(project.inventory, 'nodes.yaml')
})

test('included files are read, relative to the file that includes them, round and round', () => {
  const project = read({
    'environments/prod.yaml': '!include\n- ../common/a.yaml\n- gone.yaml\n---\nx: 1\n',
    'environments/prod.d/1.yaml': '--- !include [../../common/d.yaml]\n',
    'common/a.yaml': '!include [sub/b.yaml]',
    'common/sub/b.yaml': '!include [../a.yaml, b.yaml, c.yaml]',
    'common/sub/c.yaml': 'text: "!include [../never.yaml]"\n',
    'common/d.yaml': '',
    'common/never.yaml': '',
  })
  assert.equal(paths(project), [
    'common/a.yaml',
    'common/d.yaml',
    'common/sub/b.yaml',
    'common/sub/c.yaml',
    'environments/prod.d/1.yaml',
    'environments/prod.yaml',
  ])
})

test('replaced template files are read, relative to the file that names them', () => {
  const project = read({
    'environments/prod.yaml': '!include [../common/a.yaml]\n',
    'common/a.yaml': 'files:\n  own.conf.hbs: ../conf/own.conf\n  gone.hbs: gone\n  odd: [1]\n',
    'conf/own.conf': '!include [../never.yaml]',
    'never.yaml': '',
  })
  assert.equal(paths(project), ['common/a.yaml', 'conf/own.conf', 'environments/prod.yaml'])
})

test('an environment file may lie anywhere, and the files beside it may be included', () => {
  lay({
    '../other/e.yaml': '!include [f.yaml, ../secret.yaml]',
    '../other/f.yaml': 'a: 1',
    '../secret.yaml': 's: 1',
    '../n.yaml': '- a',
  })
  const project = read({}, { environmentFiles: ['../other/e.yaml'], inventoryFile: '../n.yaml' })
  assert.equal(project.environments, ['../other/e.yaml'])
  assert.is(project.inventory, '../n.yaml')
  assert.equal(Object.fromEntries([...project.sources].filter(([it]) => !it.startsWith(builtIn))), {
    '../other/e.yaml': '!include [f.yaml, ../secret.yaml]',
    '../other/f.yaml': 'a: 1',
    '../secret.yaml': { unreadable: 'outside' },
    '../n.yaml': '- a',
  })
})

test('nothing outside the project is read unless that is allowed', () => {
  const outside = join(base, 'out.yaml')
  const files = {
    'oskc.yaml': `inventory: ../out.yaml\nservices: [../own]\n`,
    'environments/e.yaml': `!include [../../out.yaml, ${outside}, ../../gone.yaml]`,
  }
  lay({ '../out.yaml': '- a', '../own/x/defaults.yaml': '' })
  const project = read(files)
  assert.equal(project.sources.get('../out.yaml'), { unreadable: 'outside' })
  assert.equal(project.sources.get(outside), { unreadable: 'outside' })
  assert.equal(codes(project), ['read/outside-project'])
  const allowed = read(files, { allowOutside: true })
  assert.is(allowed.sources.get('../out.yaml'), '- a')
  assert.is(allowed.sources.get(outside), '- a')
  assert.is(allowed.sources.get('../own/x/defaults.yaml'), '')
  assert.equal(codes(allowed), [])
})

test('a link inside the project is read, one that leads out is not, linked folders are reported', () => {
  lay({
    'environments/e.yaml': '!include [in.yaml, out.yaml, dangling.yaml]',
    'a.yaml': 'a',
    '../out.yaml': 'out',
    'services/own/x': '',
  })
  symlinkSync('../a.yaml', join(base, 'project/environments/in.yaml'))
  symlinkSync('../../out.yaml', join(base, 'project/environments/out.yaml'))
  symlinkSync('nowhere', join(base, 'project/environments/dangling.yaml'))
  symlinkSync('../..', join(base, 'project/services/up'))
  symlinkSync('../../../out.yaml', join(base, 'project/services/own/leak'))
  const { sources, diagnostics } = read({})
  assert.is(sources.get('environments/in.yaml'), 'a')
  assert.equal(sources.get('environments/out.yaml'), { unreadable: 'symbolic-link' })
  assert.is(sources.has('environments/dangling.yaml'), false)
  assert.equal(sources.get('services/own/leak'), { unreadable: 'symbolic-link' })
  assert.equal(
    diagnostics.map((it) => [it.code, it.at?.file]),
    [['read/linked-folder', 'services/up']],
  )
})

test('a link that leads to its own folder cannot make reading endless', () => {
  lay({ 'environments/e.yaml': '!include [a/e.yaml, b/e.yaml, ../../project/environments/e.yaml]' })
  symlinkSync('.', join(base, 'project/environments/a'))
  symlinkSync('.', join(base, 'project/environments/b'))
  const found = paths(read({}))
  assert.ok(found.length < 100, `${found.length} files`)
})

test('what is no text is said to be none', () => {
  lay({
    'environments/folder.yaml/x': '',
    'environments/latin.yaml': Buffer.from([0x61, 0xc3, 0xa4, 0xe4, 0x62]),
  })
  lay({
    'environments/nul.yaml': 'ab\0c',
    'environments/bom.yaml': '\ufeffa: 1\r\n',
    'environments/cut.yaml': Buffer.from([0x61, 0xef, 0xbf]),
  })
  lay({
    'environments/large.yaml': ' '.repeat(1024 * 1024 + 1),
    'environments/most.yaml': ' '.repeat(1024 * 1024),
    'environments/closed.yaml': '',
  })
  chmodSync(join(base, 'project/environments/closed.yaml'), 0)
  execFileSync('mkfifo', [join(base, 'project/environments/pipe.yaml')])
  const names = ['folder', 'latin', 'nul', 'bom', 'cut', 'large', 'pipe', 'closed']
  const { sources } = read(
    {},
    { environmentFiles: [...names, 'most'].map((it) => `environments/${it}.yaml`) },
  )
  const found = names.map((it) => sources.get(`environments/${it}.yaml`))
  const closed = process.getuid?.() === 0 ? '' : { unreadable: 'denied' }
  assert.equal(found, [
    { unreadable: 'not-a-file' },
    { unreadable: 'invalid-utf8', offset: 3 },
    { unreadable: 'nul-byte', offset: 2 },
    'a: 1\r\n',
    { unreadable: 'invalid-utf8', offset: 1 },
    { unreadable: 'too-large', offset: 1024 * 1024 + 1 },
    { unreadable: 'not-a-file' },
    closed,
  ])
  assert.is(typeof sources.get('environments/most.yaml'), 'string')
})

test('an inventory may be larger than other files', () => {
  const large = ' '.repeat(2 * 1024 * 1024)
  assert.is(read({ 'nodes.yaml': large }).sources.get('nodes.yaml'), large)
})

test('names of files that cannot exist are names of files that do not', () => {
  const project = read({
    'environments/e.yaml': `!include ["a\\0b", "${'x/'.repeat(5000)}y", "${'x'.repeat(300)}", "e.yaml/x", ""]`,
  })
  assert.equal(paths(project), ['environments/e.yaml'])
})

test('the project folder is the nearest one with an oskc.yaml, else the working directory', () => {
  lay({ 'oskc.yaml': '', 'a/b/x': '', '../plain/x': '' })
  const root = (cwd: string, directory?: string) =>
    readProject({ cwd: join(base, cwd), ...(directory && { directory }) }).root
  assert.is(root('project/a/b'), join(base, 'project'))
  assert.is(root('plain'), join(base, 'plain'))
  assert.is(root('plain', '../project/a'), join(base, 'project/a'))
})

test('paths of a call that names the project folder are relative to it', () => {
  lay({ 'e.yaml': 'a: 1' })
  const { sources, environments } = readProject({
    cwd: base,
    directory: 'project',
    environmentFiles: ['e.yaml'],
  })
  assert.equal(environments, ['e.yaml'])
  assert.is(sources.get('e.yaml'), 'a: 1')
})

test('a project folder that does not exist is reported', () => {
  assert.equal(codes(readProject({ cwd: base, directory: 'gone' })), ['read/missing-project'])
})

function lay(files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, content] of Object.entries({ 'x.txt': '', ...files })) {
    const absolute = join(base, 'project', path)
    mkdirSync(dirname(absolute), { recursive: true })
    writeFileSync(absolute, content)
  }
}

function read(files: Readonly<Record<string, string>>, options: Partial<ProjectOptions> = {}): Project {
  lay(files)
  return readProject({ cwd: join(base, 'project'), ...options })
}

function paths(project: Project): readonly string[] {
  return [...project.sources.keys()].filter((it) => !it.startsWith(builtIn)).sort()
}

function codes(project: Project): readonly string[] {
  return project.diagnostics.map((it) => it.code)
}

test.run()
