import { spawnSync } from 'node:child_process'

/** A whole process, and what must be put right before each run of it. */
export interface Workload {
  readonly program: string
  readonly args: readonly string[]
  readonly cwd: string
  /** Runs before each run, outside the measured time. */
  readonly before?: (run: number) => void
  readonly exitCode?: number
}

/** Times in milliseconds of several runs, and the peak of memory in MiB. */
export interface Measured {
  readonly least: number
  readonly median: number
  readonly peak?: number
}

/** Runs a workload several times; one more run, of a Node program only, tells its peak of memory. */
export function measure(workload: Workload, runs: number): Measured {
  const times = Array.from({ length: runs }, (_, run) => time(workload, run)).toSorted((a, b) => a - b)
  const peak = workload.program === process.execPath ? peakOf(workload, runs) : undefined
  const median = times[Math.floor(times.length / 2)]!
  return { least: times[0]!, median, ...(peak !== undefined && { peak }) }
}

function time(workload: Workload, run: number): number {
  workload.before?.(run)
  const start = process.hrtime.bigint()
  execute(workload, process.env)
  return Number(process.hrtime.bigint() - start) / 1e6
}

function peakOf(workload: Workload, run: number): number {
  workload.before?.(run)
  // What the process itself says at its end, on a channel of its own.
  const report = `import{writeSync}from'node:fs';process.on('exit',()=>writeSync(3,String(process.resourceUsage().maxRSS)))`
  const preload = `--import=data:text/javascript,${encodeURIComponent(report)}`
  return Number(execute(workload, { ...process.env, NODE_OPTIONS: preload })) / 1024
}

function execute({ program, args, cwd, exitCode = 0 }: Workload, env: NodeJS.ProcessEnv): string {
  const stdio = ['ignore', 'pipe', 'pipe', 'pipe'] as const
  const { status, output, error } = spawnSync(program, args, {
    cwd,
    env,
    stdio: [...stdio],
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  if (error) throw error
  if (status !== exitCode)
    throw new Error(`${program} ${args.join(' ')} ended with ${status}:\n${output[1]}${output[2]}`)
  return output[3] ?? ''
}
