import { globSync } from 'glob'
import { join } from 'node:path'
import { build, buildBundles, buildValidators } from './build.ts'
import { canIsolate } from './cloud/container.ts'
import { releaseFolder, triedReleases } from './real/release.ts'
import { runCheck, runTestFile, type Outcome } from './run-test-file.ts'

/*
 * npm test              build, types, lint, format, and all test files but the slow ones
 * npm test -- PART...   only the test files whose path has one of the parts in it
 * npm run test:real     the test files in scripts/real/: they start real programs and take minutes
 * npm run test:cluster  the test files in scripts/cluster/: they install the charts on a real control plane. Those called
 *                       *.long.test.ts only with --every, which takes both Helms for more of them, or when they are named
 * npm run test:cloud    the test files in scripts/cloud/: they run an OpenStack from the charts on this machine
 *
 * What starts programs of OpenStack takes those of the usual release, of another with OSKC_REAL=2025.1, or of each with
 * OSKC_REAL=all; what only lets them judge takes all but where one is named.
 */

const root = join(import.meta.dirname, '..')
/** Two cores are what CI has; real programs each take both. */
const parallel = { ordinary: 2, real: 1, cluster: 2, cloud: 1 }
const slow = ['real', 'cluster', 'cloud'] as const

type Check = () => Promise<Outcome>

process.chdir(root)
const kind = slow.find((it) => process.argv.includes(`--${it}`)) ?? 'ordinary'
const every = process.argv.includes('--every')
const parts = process.argv.slice(2).filter((it) => it !== `--${kind}` && it !== '--every')
if (every) process.env['OSKC_EVERY_TEST'] = '1'
const files = testFiles().flatMap((file): readonly Check[] =>
  kind === 'cloud' ? triedReleases().map((it) => () => runCloud(file, it)) : [() => runTestFile(file)],
)
const whole = kind === 'ordinary' && parts.length === 0
const built = await buildAs(whole ? build : buildSome)
const outcomes = await runAll(whole ? [...programs(), ...files] : files, parallel[kind])
summarise([...built, ...outcomes])

function testFiles(): readonly string[] {
  const folders = kind === 'ordinary' ? '{compiler,scripts,templates}' : `scripts/${kind}`
  const ignore =
    kind === 'ordinary'
      ? slow.map((it) => `scripts/${it}/**`)
      : every || parts.length > 0
        ? []
        : ['**/*.long.test.ts']
  return globSync(`${folders}/**/*.test.ts`, { ignore, posix: true })
    .filter((file) => parts.length === 0 || parts.some((part) => file.includes(part)))
    .toSorted()
}

/** Each cloud has a laboratory of its own, which nothing outlives, and where nothing can be downloaded. */
function runCloud(file: string, release: string): Promise<Outcome> {
  if (!canIsolate()) return runTestFile(file)
  releaseFolder(release)
  return runTestFile(file, { inside: ['sh', 'scripts/cloud/lab.sh'], told: [release] })
}

function programs(): readonly Check[] {
  const bin = (name: string) => join(root, 'node_modules/.bin', name)
  return [
    () => runCheck('types', bin('tsc'), ['-p', '.', '--noEmit']),
    () => runCheck('lint', bin('oxlint'), ['--deny-warnings']),
    () => runCheck('format', bin('prettier'), ['--check', '--log-level', 'warn', '.']),
  ]
}

/** Enough to run some tests. */
async function buildSome(): Promise<void> {
  await buildValidators()
  await buildBundles()
}

async function buildAs(make: () => Promise<void>): Promise<readonly Outcome[]> {
  const outcome = await make().then(
    () => ({ passed: 1, failed: 0, output: '' }),
    (error: unknown) => ({
      passed: 0,
      failed: 1,
      output: error instanceof Error ? (error.stack ?? '') : String(error),
    }),
  )
  return [shown({ name: 'build', skipped: [], took: [], ...outcome })]
}

async function runAll(checks: readonly Check[], atOnce: number): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  const waiting = [...checks]
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) outcomes.push(shown(await check()))
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return outcomes
}

function shown(outcome: Outcome): Outcome {
  const { name, passed, failed, skipped, took, output } = outcome
  const mark = failed > 0 ? 'FAILED' : 'passed'
  console.log(`${mark}  ${name}${passed + failed > 1 ? `  (${passed} / ${passed + failed})` : ''}`)
  for (const reason of skipped) console.log(`        skipped: ${reason}`)
  for (const step of took) console.log(`        ${step}`)
  if (failed > 0) console.log(`\n${output.replace(/^/gm, '    ')}\n`)
  return outcome
}

function summarise(outcomes: readonly Outcome[]): void {
  const sum = (count: (it: Outcome) => number) => outcomes.reduce((total, it) => total + count(it), 0)
  const failed = sum((it) => it.failed)
  const skipped = sum((it) => it.skipped.length)
  const broken = outcomes.filter((it) => it.failed > 0).map((it) => it.name)
  if (broken.length > 0) console.log(`\nFailed: ${broken.join(', ')}`)
  if (files.length === 0)
    console.log(
      `\nThere is no test file${parts.length > 0 ? ` with ${parts.join(' or ')} in its path` : ''}.`,
    )
  console.log(`\n${sum((it) => it.passed)} passed, ${failed} failed, ${skipped} skipped`)
  if (failed > 0 || files.length === 0) process.exitCode = 1
}
