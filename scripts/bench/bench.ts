import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { helms } from '../tools/helm.ts'
import { makeProject, type Size } from './make-project.ts'
import { measure, type Measured, type Workload } from './measure.ts'

/*
 * npm run bench             whole processes, as users start them; each row against its limit
 * npm run bench -- PART...  only the rows whose name has one of the parts in it
 */

/** What a row may take: milliseconds, after a bare Node's or in all, or times another row. */
type Limit =
  | { readonly afterNode: number }
  | { readonly inAll: number }
  | { readonly times: number; readonly of: string }

interface Row {
  readonly name: string
  readonly workload: Workload
  readonly runs: number
  readonly limit?: Limit
  /** MiB. */
  readonly memory?: number
}

const oskc = join(import.meta.dirname, '../../bin/oskc.js')
const folder = mkdtempSync(join(tmpdir(), 'oskc-bench-'))
const parts = process.argv.slice(2)

try {
  console.log(`node ${process.version}, ${cpus().length} cores, times in ms: least and median; memory in MiB`)
  const done = new Map<string, Measured>()
  for (const row of rows()) {
    if (parts.length > 0 && !parts.some((it) => row.name.includes(it))) continue
    // Beside each row, so that a machine that is busy meanwhile slows both.
    const bare = measure({ program: process.execPath, args: ['-e', ''], cwd: folder }, 5)
    const measured = measure(row.workload, row.runs)
    done.set(row.name, measured)
    console.log(line(row, measured, bare, done))
  }
} finally {
  rmSync(folder, { recursive: true })
}

function rows(): readonly Row[] {
  const small = project('small', { environments: 1, services: 5, nodes: 3 })
  const medium = project('medium', { environments: 10, services: 50, nodes: 300 })
  const large = project('large', { environments: 20, services: 100, nodes: 1000 })
  const helm = helms().at(-1)
  const bundle = ['template', 'cloud001', 'charts/cloud001', '--namespace', 'cloud001']
  return [
    { name: '--version', workload: run(folder, ['--version']), runs: 15, limit: { afterNode: 15 } },
    { name: '1 x 5 x 3 compile', workload: fresh(small), runs: 11, limit: { afterNode: 100 } },
    { name: '10 x 50 x 300 compile', workload: fresh(medium), runs: 7, limit: { inAll: 600 } },
    ...(helm
      ? [
          {
            name: `helm ${helm.version} template of one of the 10`,
            workload: peer(helm.path, bundle, medium),
            runs: 3,
          },
        ]
      : []),
    { name: '20 x 100 x 1000 compile', workload: fresh(large), runs: 5, limit: { inAll: 1500 }, memory: 200 },
    {
      name: '20 x 100 x 1000 --check, nothing changed',
      workload: check(large),
      runs: 5,
      limit: { inAll: 600 },
    },
    {
      name: '20 x 100 x 1000 compile, one leaf changed',
      workload: leaf(large),
      runs: 5,
      limit: { inAll: 350 },
    },
    {
      name: '20 x 100 x 1000 compile with errors',
      workload: broken(large),
      runs: 5,
      limit: { times: 1.3, of: '20 x 100 x 1000 compile' },
    },
  ]
}

function project(name: string, size: Size): string {
  const path = join(folder, name)
  makeProject(path, size)
  return path
}

function run(cwd: string, args: readonly string[]): Workload {
  return { program: process.execPath, args: [oskc, ...args], cwd }
}

function peer(program: string, args: readonly string[], cwd: string): Workload {
  return { program, args, cwd, before: (count) => void (count === 0 && compiled(cwd)) }
}

/** Sees to it that there are charts, and that they are fresh. */
function compiled(cwd: string): void {
  measure(run(cwd, ['compile']), 1)
}

function fresh(cwd: string): Workload {
  return {
    ...run(cwd, ['compile']),
    before: () => rmSync(join(cwd, 'charts'), { recursive: true, force: true }),
  }
}

function check(cwd: string): Workload {
  return { ...run(cwd, ['compile', '--check']), before: (count) => void (count === 0 && compiled(cwd)) }
}

function leaf(cwd: string): Workload {
  const file = join(cwd, 'environments/cloud001.yaml')
  const set = (seconds: number) =>
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(/token_expiration: \d+/, `token_expiration: ${seconds}`),
    )
  return {
    ...run(cwd, ['compile']),
    before: (count) => {
      if (count === 0) compiled(cwd)
      set(7201 + count)
    },
  }
}

/** Every environment names a role that is not there. */
function broken(cwd: string): Workload {
  const spoil = (index: number) => {
    const file = join(cwd, `environments/cloud${String(index + 1).padStart(3, '0')}.yaml`)
    writeFileSync(file, readFileSync(file, 'utf8').replace('roles: [backing', 'roles: [misspelt, backing'))
  }
  return {
    ...run(cwd, ['compile']),
    exitCode: 2,
    before: (count) => {
      if (count === 0) Array.from({ length: 20 }, (_, index) => spoil(index))
    },
  }
}

function line(row: Row, measured: Measured, bare: Measured, done: ReadonlyMap<string, Measured>): string {
  const { least, median, peak } = measured
  const limit = limitOf(row.limit, bare, done)
  const over =
    (limit !== undefined && least > limit) || (row.memory !== undefined && (peak ?? 0) > row.memory)
  return [
    row.name.padEnd(44),
    `${least.toFixed(0).padStart(6)} ${median.toFixed(0).padStart(6)}`,
    `${(least / bare.least).toFixed(1).padStart(6)} x node`,
    limit === undefined ? ''.padEnd(13) : `limit ${limit.toFixed(0).padStart(6)} `,
    peak === undefined ? '' : `${peak.toFixed(0).padStart(5)} MiB`,
    over ? 'OVER' : '',
  ]
    .join('  ')
    .trimEnd()
}

function limitOf(
  limit: Limit | undefined,
  bare: Measured,
  done: ReadonlyMap<string, Measured>,
): number | undefined {
  if (!limit) return undefined
  if ('afterNode' in limit) return bare.least + limit.afterNode
  if ('inAll' in limit) return limit.inAll
  const other = done.get(limit.of)
  return other && other.least * limit.times
}
