import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { readProject } from './edge/read-project.ts'
import { compileProject, readFixture } from './test-support/project.test-support.ts'

/* Problems of reading that no project in a folder can show. */

const sound = readFixture('fixtures/compile/smallest')

function placesWith(changes: ReadonlyMap<string, string | undefined>): readonly string[] {
  const sources = new Map(sound.sources)
  for (const [path, text] of changes) {
    if (text === undefined) sources.delete(path)
    else sources.set(path, text)
  }
  return compileProject({ ...sound, sources }).places
}

test('parse/too-large: a file of more than 1 MiB is refused', () => {
  const lines = (bytes: number) => `${'#'.repeat(63)}\n`.repeat(bytes / 64)
  const file = 'environments/dev.d/10-long.yaml'
  assert.equal(placesWith(new Map([[file, lines(1024 * 1024)]])), [])
  assert.equal(placesWith(new Map([[file, `${lines(1024 * 1024)}#`]])), [`parse/too-large ${file}:1:1-1:1`])
})

test('validate/no-catalogue-file: a file of the installation is missing', () => {
  const file = '<oskc>/templates/_runtime/configure.sh'
  assert.equal(placesWith(new Map([[file, undefined]])), [`validate/no-catalogue-file ${file}`])
})

test('read/denied-folder: a folder may not be read', () => {
  const root = mkdtempSync(join(tmpdir(), 'oskc-'))
  const isRoot = process.getuid?.() === 0
  try {
    mkdirSync(join(root, 'services/web'), { recursive: true })
    writeFileSync(join(root, 'oskc.yaml'), '')
    chmodSync(join(root, 'services/web'), 0)
    chmodSync(root, 0o755)
    // Nothing is forbidden to root.
    if (isRoot) process.seteuid!(65534)
    const { diagnostics } = readProject({ cwd: root, directory: root })
    assert.equal(
      diagnostics.map((it) => `${it.code} ${it.at?.file}`),
      ['read/denied-folder services/web'],
    )
  } finally {
    if (isRoot) process.seteuid!(0)
    chmodSync(join(root, 'services/web'), 0o755)
    rmSync(root, { recursive: true })
  }
})

test.run()
