import { spawn, spawnSync } from 'node:child_process'
import { chownSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { shellQuoted } from '../../compiler/lib/shell-quoted.ts'
import type { Image } from './images.ts'
import type { Host } from './network.ts'

/** A program in a container, and all that is around it. */
export interface Container {
  readonly name: string
  /** A folder of this container's own. */
  readonly folder: string
  readonly image: Image
  readonly host: Host
  readonly command: readonly string[]
  readonly env: ReadonlyMap<string, string>
  readonly user: { readonly uid: number; readonly gid: number; readonly groups: readonly number[] }
  readonly mounts: readonly Mount[]
  readonly readOnlyRoot: boolean
  readonly capabilities: 'all' | readonly string[]
  /** Whether it may become more than that, as with sudo. */
  readonly escalates?: boolean
  /** Another one is the first process of its pod. */
  readonly sharesProcesses?: boolean
}

export interface Mount {
  readonly source: string
  readonly target: string
  readonly writable: boolean
}

/** A container that was started. */
export interface Running {
  readonly container: Container
  readonly log: string
  /** Its exit code; 128 and more where a signal ended it. */
  readonly ended: Promise<number>
  readonly alive: () => boolean
  /** Runs a command beside its program; the exit code. */
  readonly execute: (command: readonly string[], milliseconds: number) => Promise<number>
  /** Asks it to end, and makes it end after so many seconds; the seconds that it took. */
  readonly stop: (grace: number) => Promise<number>
}

const script = join(import.meta.dirname, 'container.sh')

/** Starts a container; what it prints goes to a file. */
export function start(container: Container): Running {
  const { folder, host } = container
  mkdirSync(folder, { recursive: true })
  const spec = join(folder, 'spec.sh')
  writeFileSync(spec, specOf(container))
  const log = join(folder, 'log')
  const output = openSync(log, 'a')
  // Container runtimes give a program its own output, so that it may open /dev/stderr again.
  chownSync(log, container.user.uid, container.user.gid)
  const [program = '', ...args] = [
    ...host.enter,
    ...['unshare', '--mount', '--pid', '--uts', '--fork', '--kill-child', 'sh', script, spec],
  ]
  const child = spawn(program, args, { stdio: ['ignore', output, output] })
  let alive = true
  const ended = new Promise<number>((resolve) =>
    child.on('close', (code, signal) => {
      alive = false
      resolve(code ?? (signal ? 128 : 1))
    }),
  )
  const inner = () => innerProcess(child.pid!)
  return {
    container,
    log,
    ended,
    alive: () => alive,
    execute: (command, milliseconds) => executeIn(container, inner(), command, milliseconds),
    stop: async (grace) => {
      const begin = Date.now()
      const pid = inner()
      if (pid !== undefined) process.kill(pid, 'SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), grace * 1000)
      await ended
      clearTimeout(timer)
      return (Date.now() - begin) / 1000
    },
  }
}

/** The first process inside, by its number out here. */
function innerProcess(pid: number): number | undefined {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]) || undefined
  } catch {
    return undefined
  }
}

function executeIn(
  container: Container,
  pid: number | undefined,
  command: readonly string[],
  milliseconds: number,
): Promise<number> {
  if (pid === undefined) return Promise.resolve(1)
  const { uid, gid, groups } = container.user
  const args = [
    ...['--target', String(pid), '--mount', '--net', '--pid', '--uts', '--root', '--wd'],
    ...['setpriv', '--reuid', String(uid), '--regid', String(gid), '--groups', groups.join(',')],
    ...['env', '-i', ...variablesOf(container), ...command],
  ]
  return new Promise((resolve) => {
    const child = spawn('nsenter', args, { stdio: 'ignore', timeout: milliseconds, killSignal: 'SIGKILL' })
    child.on('error', () => resolve(1))
    child.on('close', (code) => resolve(code ?? 1))
  })
}

function specOf({
  folder,
  host,
  image,
  user,
  mounts,
  readOnlyRoot,
  capabilities,
  sharesProcesses = false,
  escalates = false,
  command,
  ...rest
}: Container): string {
  const all = [...image.mounts, ...mounts]
  const lines = all.map((it) => [it.source, it.target, it.writable ? 'rw' : 'ro'].join('\t'))
  // Without a password, which nobody shall look for elsewhere.
  const account = `${image.account}:*:${user.uid}:${user.gid}::/var/lib/${image.account}:/bin/sh`
  const settings: Readonly<Record<string, string>> = {
    scratch: join(folder, 'scratch'),
    image: image.root ?? '/',
    name: host.name,
    mounts: lines.join('\n'),
    readonly: readOnlyRoot ? '1' : '0',
    directories: image.directories.join(' '),
    reachable: image.reachable.join(' '),
    accounts: account,
    families: `${image.account}:*:${user.gid}:`,
    pause: sharesProcesses ? '1' : '0',
    user: String(user.uid),
    group: String(user.gid),
    groups: user.groups.join(','),
    escalates: escalates ? '1' : '0',
    capabilities: capabilities === 'all' ? 'all' : capabilities.join(' '),
  }
  const program = ['env', '-i', ...variablesOf({ ...rest, image }), ...command]
  return [
    ...Object.entries(settings).map(([name, value]) => `${name}=${shellQuoted(value)}`),
    `set -- ${program.map(shellQuoted).join(' ')}`,
    '',
  ].join('\n')
}

function variablesOf({ image, env }: Pick<Container, 'image' | 'env'>): readonly string[] {
  const variables = new Map([['PATH', image.path], ['HOME', `/var/lib/${image.account}`], ...env])
  return [...variables].map(([name, value]) => `${name}=${value}`)
}

/** Whether this process may make namespaces and mounts. */
export function canIsolate(): boolean {
  return (
    process.getuid?.() === 0 &&
    spawnSync('unshare', ['--mount', '--pid', '--net', '--fork', 'true']).status === 0
  )
}
