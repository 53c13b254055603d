import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'

/* The package as users get it: packed, and installed where there is nothing else. */

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'oskc-package-'))
const about = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }

function run(program: string, args: readonly string[], cwd: string): string {
  const env = {
    ...process.env,
    npm_config_offline: 'true',
    npm_config_update_notifier: 'false',
    npm_config_loglevel: 'error',
  }
  return execFileSync(program, args, { cwd, encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'] })
}

const packed = JSON.parse(
  run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root),
)[0] as {
  readonly filename: string
  readonly files: readonly { readonly path: string }[]
}

test.before(() => {
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }')
  run('npm', ['install', join(folder, packed.filename)], folder)
})

test.after(() => rmSync(folder, { recursive: true }))

test('the package holds what users run and read, and nothing that only developers need', () => {
  const paths = packed.files.map((it) => it.path)
  const allowed =
    /^(package\.json|README\.md|LICENSE|NOTICE|CHANGELOG\.md|bin\/oskc\.js|(dist|docs|schemas|templates)\/.+)$/
  assert.equal(
    paths.filter((it) => !allowed.test(it) || /\.test\.ts$|\/generated\//.test(it)),
    [],
  )
  for (const path of ['bin/oskc.js', 'dist/oskc.js', 'dist/index.js', 'dist/types/compiler/index.d.ts']) {
    assert.ok(paths.includes(path), path)
  }
})

test('it brings no other package', () => {
  const tree = JSON.parse(run('npm', ['ls', '--all', '--json'], folder)) as {
    dependencies: Record<string, object>
  }
  assert.equal(Object.keys(tree.dependencies), ['oskc'])
  assert.not.ok('dependencies' in tree.dependencies['oskc']!)
})

for (const [place, where] of [
  ['where it is installed', folder],
  ['in a clone', root],
] as const) {
  test(`npx runs it ${place}`, () => {
    assert.is(run('npx', ['oskc', '--version'], where).trim(), about.version)
    assert.match(run('npx', ['oskc', 'help'], where), /\bcompile\b/)
  })
}

test('the library is imported by its name, with its types', () => {
  writeFileSync(join(folder, 'use.ts'), `import * as oskc from 'oskc'\nconsole.log(typeof oskc.compile)\n`)
  assert.is(
    run(
      process.execPath,
      ['--input-type=module', '-e', readFileSync(join(folder, 'use.ts'), 'utf8')],
      folder,
    ),
    'function\n',
  )
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--types', '', 'use.ts']
  const declared = `declare const console: { log(text: string): void }\n${readFileSync(join(folder, 'use.ts'), 'utf8')}`
  writeFileSync(join(folder, 'use.ts'), declared)
  run(join(root, 'node_modules/.bin/tsc'), options, folder)
})

test.run()
