import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { readOptionCatalogue } from '../../compiler/edge/option-catalogue.ts'

/** The release that environments have unless they name another. */
const usualRelease = '2026.1'
const installer = join(import.meta.dirname, '../options/releases/install.sh')

/** The releases that a test takes: what its command names, what OSKC_REAL names, which may be `all`, else what is given here. */
export function triedReleases(otherwise = usualRelease): readonly string[] {
  const { releases } = readOptionCatalogue()
  const named = releases.filter((it) => process.argv.includes(it))
  if (named.length > 0) return named
  const asked = process.env['OSKC_REAL'] || otherwise
  const wanted = releases.filter((it) => asked === 'all' || asked === it)
  if (wanted.length === 0) throw new Error(`OSKC_REAL is ${asked}; there are all, ${releases.join(', ')}.`)
  return wanted
}

/**
 * The folder of a Python environment with the programs of an OpenStack release, which is made where there is none yet;
 * nothing where it cannot be: what hinders that is printed.
 */
export function releaseFolder(release: string): string | undefined {
  const { status, stdout } = spawnSync('sh', [installer, release], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return status === 0 ? stdout.trim() : undefined
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
