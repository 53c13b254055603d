import { execFileSync } from 'node:child_process'
import { chmodSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { builtIn } from '../model/source.ts'
import { codesOf, pathsOf, scratchProject } from '../test-support/scratch-project.test-support.ts'

let scratch: ReturnType<typeof scratchProject>

test.before.each(() => {
  scratch = scratchProject()
})

test.after.each(() => {
  scratch.clear()
})

test('an environment file may lie anywhere, and the files beside it may be included', () => {
  scratch.lay({
    '../other/e.yaml': '!include [f.yaml, ../secret.yaml]',
    '../other/f.yaml': 'a: 1',
    '../secret.yaml': 's: 1',
    '../n.yaml': '- a',
  })
  const project = scratch.read({}, { environmentFiles: ['../other/e.yaml'], inventoryFile: '../n.yaml' })
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
  const outside = join(scratch.base, 'out.yaml')
  const files = {
    'oskc.yaml': `inventory: ../out.yaml\nservices: [../own]\n`,
    'environments/e.yaml': `!include [../../out.yaml, ${outside}, ../../gone.yaml]`,
  }
  scratch.lay({ '../out.yaml': '- a', '../own/x/defaults.yaml': '' })
  const project = scratch.read(files)
  assert.equal(project.sources.get('../out.yaml'), { unreadable: 'outside' })
  assert.equal(project.sources.get(outside), { unreadable: 'outside' })
  assert.equal(codesOf(project), ['read/outside-project'])
  const allowed = scratch.read(files, { allowOutside: true })
  assert.is(allowed.sources.get('../out.yaml'), '- a')
  assert.is(allowed.sources.get(outside), '- a')
  assert.is(allowed.sources.get('../own/x/defaults.yaml'), '')
  assert.equal(codesOf(allowed), [])
})

test('a link inside the project is read, one that leads out is not, linked folders are reported', () => {
  scratch.lay({
    'environments/e.yaml': '!include [in.yaml, out.yaml, dangling.yaml]',
    'a.yaml': 'a',
    '../out.yaml': 'out',
    'services/own/x': '',
  })
  symlinkSync('../a.yaml', join(scratch.base, 'project/environments/in.yaml'))
  symlinkSync('../../out.yaml', join(scratch.base, 'project/environments/out.yaml'))
  symlinkSync('nowhere', join(scratch.base, 'project/environments/dangling.yaml'))
  symlinkSync('../..', join(scratch.base, 'project/services/up'))
  symlinkSync('../../../out.yaml', join(scratch.base, 'project/services/own/leak'))
  const { sources, diagnostics } = scratch.read()
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
  scratch.lay({ 'environments/e.yaml': '!include [a/e.yaml, b/e.yaml, ../../project/environments/e.yaml]' })
  symlinkSync('.', join(scratch.base, 'project/environments/a'))
  symlinkSync('.', join(scratch.base, 'project/environments/b'))
  const found = pathsOf(scratch.read())
  assert.ok(found.length < 100, `${found.length} files`)
})

test('what is no text is said to be none', () => {
  scratch.lay({
    'environments/folder.yaml/x': '',
    'environments/latin.yaml': Buffer.from([0x61, 0xc3, 0xa4, 0xe4, 0x62]),
  })
  scratch.lay({
    'environments/nul.yaml': 'ab\0c',
    'environments/bom.yaml': '\ufeffa: 1\r\n',
    'environments/cut.yaml': Buffer.from([0x61, 0xef, 0xbf]),
  })
  scratch.lay({
    'environments/large.yaml': ' '.repeat(1024 * 1024 + 1),
    'environments/most.yaml': ' '.repeat(1024 * 1024),
    'environments/closed.yaml': '',
  })
  chmodSync(join(scratch.base, 'project/environments/closed.yaml'), 0)
  execFileSync('mkfifo', [join(scratch.base, 'project/environments/pipe.yaml')])
  const names = ['folder', 'latin', 'nul', 'bom', 'cut', 'large', 'pipe', 'closed']
  const { sources } = scratch.read(
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
  assert.is(scratch.read({ 'nodes.yaml': large }).sources.get('nodes.yaml'), large)
})

test.run()
