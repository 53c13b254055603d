import { execFile, spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtTools } from './built.ts'

/** A Helm program of one major version. */
export interface Helm {
  readonly version: 3 | 4
  readonly path: string
}

/** What a run of Helm said, and how it ended. */
export interface HelmResult {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
}

/** What surrounds a run of Helm. */
export interface HelmCall {
  readonly cwd?: string
  readonly input?: string
  /** The cluster that it talks to; none unless this is given. */
  readonly kubeconfig?: string
}

/** Why tests with Helm cannot run here; in CI its absence is a failure, never a reason. */
export const noHelm = 'neither Helm nor Go is here'

let found: readonly Helm[] | undefined

/**
 * The Helms to test with: those of OSKC_HELM3 and OSKC_HELM4, else the pinned ones, built when they are not there yet,
 * else the one on the path. Empty only where neither Helm nor Go is, and never in CI.
 */
export function helms(): readonly Helm[] {
  found ??= findHelms()
  if (found.length === 0 && process.env['CI']) throw new Error(`Charts cannot be tested: ${noHelm}.`)
  return found
}

/** Runs Helm apart from the caller's own configuration, plugins and cluster. */
export function runHelm(
  helm: Helm,
  args: readonly string[],
  { cwd = process.cwd(), input = '', kubeconfig = '/dev/null' }: HelmCall = {},
): Promise<HelmResult> {
  const home = join(tmpdir(), `oskc-helm${helm.version}`)
  const env = {
    ...process.env,
    HELM_CACHE_HOME: join(home, 'cache'),
    HELM_CONFIG_HOME: join(home, 'config'),
    HELM_DATA_HOME: join(home, 'data'),
    KUBECONFIG: kubeconfig,
  }
  return new Promise((resolve, reject) => {
    const child = execFile(helm.path, args, { cwd, env, maxBuffer: 2 ** 30 }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(error)
      else resolve({ stdout, stderr, exitCode: Number(error?.code ?? 0) })
    })
    child.stdin?.on('error', () => {}) // It need not read what it is given.
    child.stdin?.end(input)
  })
}

function findHelms(): readonly Helm[] {
  const given = ([3, 4] as const).flatMap((version) => {
    const path = process.env[`OSKC_HELM${version}`]
    return path ? [{ version, path }] : []
  })
  if (given.length > 0) return given
  return builtHelms() ?? helmOnPath()
}

function builtHelms(): readonly Helm[] | undefined {
  const folder = builtTools(['helm3', 'helm4'])
  if (folder === undefined) return undefined
  return ([3, 4] as const).map((version) => ({ version, path: join(folder, `helm${version}`) }))
}

function helmOnPath(): readonly Helm[] {
  const { status, stdout } = spawnSync('helm', ['version', '--template', '{{.Version}}'], {
    encoding: 'utf8',
  })
  const version = status === 0 ? /^v([34])\./.exec(stdout)?.[1] : undefined
  return version ? [{ version: version === '3' ? 3 : 4, path: 'helm' }] : []
}
