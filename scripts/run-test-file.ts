import { spawn } from 'node:child_process'

/** What became of one test file, or of another check that counts as one test. */
export interface Outcome {
  readonly name: string
  readonly passed: number
  readonly failed: number
  /** Why each skipped test was skipped. */
  readonly skipped: readonly string[]
  /** How long its steps took, where it says so: `12.3 s  what was done`. */
  readonly took: readonly string[]
  /** What it printed, to be shown when something failed. */
  readonly output: string
}

/** How a process ended, with all that it printed. */
interface Ended {
  readonly output: string
  /** Undefined where all is well. */
  readonly trouble?: string
}

/** A file that runs longer hangs. */
const limit = 20 * 60_000

/** How a test file is run. */
interface Way {
  /** The program, with its arguments, that runs the process. */
  readonly inside?: readonly string[]
  /** What the file is told. */
  readonly told?: readonly string[]
}

/** Runs one uvu file in a process of its own; a crash, and a file without tests, are failures. */
export async function runTestFile(file: string, { inside = [], told = [] }: Way = {}): Promise<Outcome> {
  const [program = '', ...args] = [...inside, process.execPath, '--import', 'tsx', file, ...told]
  const { output, trouble } = await runProcess(program, args)
  const { total, passed } = countsOf(output)
  const skipped = Array.from(output.matchAll(/^[•✘\s]*skipped: (.*)$/gmu), (it) => it[1]!)
  const took = Array.from(output.matchAll(/\btook: (.*)$/gmu), (it) => it[1]!)
  const failed = total - passed
  const reason = total === 0 ? 'no test ran' : failed === 0 ? trouble : undefined
  return {
    name: [file, ...told].join(' '),
    passed: passed - skipped.length,
    failed: failed + (reason ? 1 : 0),
    skipped,
    took,
    output: reason ? `${output}\n  ${reason}` : output,
  }
}

/** Runs a program that passes or fails as a whole. */
export async function runCheck(name: string, program: string, args: readonly string[]): Promise<Outcome> {
  const { output, trouble } = await runProcess(program, args)
  return { name, passed: trouble ? 0 : 1, failed: trouble ? 1 : 0, skipped: [], took: [], output }
}

function runProcess(program: string, args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const { FORCE_COLOR: _, ...env }: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1' }
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env,
      timeout: limit,
      killSignal: 'SIGKILL',
    })
    const chunks: Buffer[] = []
    child.stdout.on('data', (it: Buffer) => chunks.push(it))
    child.stderr.on('data', (it: Buffer) => chunks.push(it))
    const end = (trouble?: string) =>
      resolve({ output: Buffer.concat(chunks).toString('utf8'), ...(trouble && { trouble }) })
    child.on('error', (error) => end(error.message))
    child.on('close', (code, signal) => {
      end(code === 0 ? undefined : signal ? `ended by ${signal}` : `exit code ${code}`)
    })
  })
}

/** The last totals that uvu printed; none where it did not come to its end. */
function countsOf(output: string): { readonly total: number; readonly passed: number } {
  const [, total, passed] =
    output.match(/^ {2}Total: +(\d+)\n {2}Passed: +(\d+)\n(?![^]*^ {2}Total: )/mu) ?? []
  return { total: Number(total ?? 0), passed: Number(passed ?? 0) }
}
