import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { readOptionCatalogue } from '../../compiler/edge/option-catalogue.ts'

/** The release that environments have unless they name another. */
const usual = '2026.1'

/** The releases that a test takes: those that its command names, all of them with OSKC_REAL=all, else the usual one. */
export function triedReleases(): readonly string[] {
  const { releases } = readOptionCatalogue()
  const named = releases.filter((it) => process.argv.includes(it))
  if (named.length > 0) return named
  return process.env['OSKC_REAL'] === 'all' ? releases : [usual]
}

/** The folder of a Python environment with the programs of an OpenStack release; nothing where none was installed. */
export function releaseFolder(release: string): string | undefined {
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'oskc-releases')
  const folders = existsSync(cache) ? readdirSync(cache).sort() : []
  return folders.map((it) => join(cache, it, release)).find((it) => existsSync(join(it, 'complete')))
}

/** What one of our Python scripts answers with the programs of a release; question and answer are JSON. */
export function askRelease<Answer>(
  folder: string,
  script: string,
  args: readonly string[],
  question: unknown,
): Answer {
  const answer = execFileSync(join(folder, 'bin/python'), [join(import.meta.dirname, script), ...args], {
    input: JSON.stringify(question),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', PYTHONDONTWRITEBYTECODE: '1', HOME: '/nonexistent' },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  return JSON.parse(answer) as Answer
}
