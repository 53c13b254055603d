import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { globSync } from 'glob'
import { build } from './build.ts'
import { runTestFile } from './run-test-file.ts'

/*
 * npm run update
 *
 * Refreshes what is generated and committed: the texts that fixtures are compared with, and charts/ and
 * fixtures/production/charts/, which are compiled from fixtures/reference and fixtures/production. What no longer has a source is deleted. Read the changes before committing them.
 */

const root = join(import.meta.dirname, '..')

process.chdir(root)
if (process.env['CI']) throw new Error('Nothing is refreshed where CI is set.')
await build()
dropStale()
await refreshExpected()
await refreshCharts('fixtures/reference', 'charts')
await refreshCharts('fixtures/production', 'fixtures/production/charts')

/** Folders that hold nothing but what was expected of them. */
function dropStale(): void {
  for (const folder of globSync(['fixtures/reject/*/*', 'fixtures/compile/*'])) {
    const left = readdirSync(folder).filter((it) => it !== 'expected.txt')
    if (left.length === 0) rmSync(folder, { recursive: true })
  }
}

/** A test writes what it would otherwise compare. */
async function refreshExpected(): Promise<void> {
  process.env['OSKC_UPDATE'] = '1'
  for (const file of ['compiler/reject.test.ts', 'compiler/compile.test.ts']) {
    const { failed, output } = await runTestFile(file)
    if (failed > 0) {
      console.error(output)
      process.exitCode = 1
    }
  }
}

/** Compiles a project into the folder of its committed charts. */
async function refreshCharts(project: string, charts: string): Promise<void> {
  // What the build has made is imported by it.
  const { run } = await import('../compiler/commands/run.ts')
  const folder = mkdtempSync(join(tmpdir(), 'oskc-'))
  try {
    cpSync(project, folder, { recursive: true })
    // With the charts of before, so that only what differs is written, and what has gone is deleted.
    if (existsSync(charts)) cpSync(charts, join(folder, 'charts'), { recursive: true })
    const said: string[] = []
    const print = { write: (text: string) => void said.push(text), color: false }
    const stdin = () => Promise.resolve(undefined)
    const exitCode = await run(['compile', '-C', folder], { cwd: root, stdout: print, stderr: print, stdin })
    if (exitCode === 0) copyChanged(join(folder, 'charts'), charts)
    else {
      console.error(said.join(''))
      process.exitCode = exitCode
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Makes a folder like another; files that are alike are not touched. */
function copyChanged(from: string, to: string): void {
  const filesIn = (folder: string) => globSync('**', { cwd: folder, nodir: true, dot: true })
  const wanted = new Set(filesIn(from))
  for (const file of existsSync(to) ? filesIn(to) : []) if (!wanted.has(file)) rmSync(join(to, file))
  for (const file of wanted) {
    const text = readFileSync(join(from, file))
    const target = join(to, file)
    if (existsSync(target) && readFileSync(target).equals(text)) continue
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, text)
  }
}
