import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ConfigFile, Container, DeployedEnvironment, Program } from '../../compiler/model/deployment.ts'
import { run, type Result } from './program.ts'

/*
 * Programs of a compiled environment run as they are in the charts: their commands, their variables, their files with
 * secrets filled in by the configure step, at the paths of a pod. They share a network of their own, in which every
 * service is at 127.0.0.1 under its name in the cluster.
 */

/** A daemon that runs. */
export interface Daemon {
  readonly running: () => boolean
  readonly log: () => string
  /** SIGTERM, and the exit code. */
  readonly stop: () => Promise<number | null>
}

export interface Lab {
  /** A folder of the test's own; its `etc` and `run` are those of the programs. */
  readonly root: string
  /** The file that stands for its network. */
  readonly network: string
  readonly secrets: Map<string, string>
  /** Runs a program to its end. */
  readonly run: (program: Program) => Promise<Result>
  readonly start: (program: Program) => Daemon
  /** Whether the readiness probe of a container that runs succeeds; it is a command. */
  readonly ready: (container: Container) => Promise<boolean>
  readonly exec: (command: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Result>
  readonly spawn: (command: readonly string[], env?: Readonly<Record<string, string>>) => Daemon
  readonly close: () => void
}

export interface LabOptions {
  /** Name of the pod that its programs run in. */
  readonly pod?: string
  /** Another lab, whose network it shares. */
  readonly beside?: Lab
}

/** Opens a lab; its programs are looked for in `path`. Secrets are values by `name/key`. */
export function openLab(
  environment: DeployedEnvironment,
  path: string,
  secrets: Map<string, string>,
  { pod = 'pod', beside }: LabOptions = {},
): Lab {
  const root = mkdtempSync(join(tmpdir(), 'oskc-lab-'))
  chmodSync(root, 0o755)
  for (const it of ['run', 'oskc/in', 'oskc/secrets']) mkdirSync(join(root, it), { recursive: true })
  cpSync('/etc', join(root, 'etc'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (it) => !/\/shadow-?$/.test(it),
  })
  const names = environment.services.flatMap(({ name, members, replicas }) => [
    name,
    ...Array.from({ length: members ? replicas : 0 }, (_, index) => `${name}-${index}.${name}-peers`),
  ])
  for (const name of names)
    appendFileSync(
      join(root, 'etc/hosts'),
      `127.0.0.1 ${name}.${environment.namespace}.svc.${environment.clusterDomain}\n`,
    )
  const { inside, network, close } = isolate(root, beside)
  const base = { PATH: `${path}:${process.env['PATH'] ?? ''}`, LANG: 'C.UTF-8' }
  const lab: Lab = {
    root,
    network,
    secrets,
    exec: (command, env = {}) => run('nsenter', [...inside, ...command], { ...base, ...env }, 600),
    spawn: (command, env = {}) => daemon(root, inside, command, { ...base, ...env }),
    run: (program) => {
      layOut(program, lab, pod)
      return lab.exec(program.command.map(moved), variables(program, lab))
    },
    start: (program) => {
      layOut(program, lab, pod)
      return lab.spawn(program.command.map(moved), variables(program, lab))
    },
    ready: async (container) => {
      const { exec } = container.probes.readiness as {
        readonly exec: { readonly command: readonly string[] }
      }
      return (await lab.exec(exec.command.map(moved), variables(container, lab))).code === 0
    },
    close: () => {
      close()
      rmSync(root, { recursive: true, force: true })
    },
  }
  process.on('exit', lab.close)
  return lab
}

/** Namespaces that end with the process that holds them, and every process in them. */
function isolate(
  root: string,
  beside?: Lab,
): { readonly inside: readonly string[]; readonly network: string; readonly close: () => void } {
  const hold = [
    ...(beside ? [] : ['ip link set lo up']),
    `mount --bind "${root}/etc" /etc`,
    `mount --bind "${root}/run" /run`,
    'echo $(readlink /proc/self/ns/pid) >/run/ready',
    'exec sleep infinity',
  ].join(' && ')
  const options = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc', 'sh', '-c', hold]
  const [program, own] = beside ? ['nsenter', [`--net=${beside.network}`, 'unshare']] : ['unshare', ['--net']]
  const holder = spawn(program, [...own, ...options], { stdio: ['ignore', 'ignore', 'inherit'] })
  const wait = 'for i in $(seq 200); do [ -s "$0" ] && exit; sleep 0.05; done; exit 1'
  const { status } = spawnSync('sh', ['-c', wait, join(root, 'run/ready')])
  if (status !== 0) throw new Error('no namespaces of its own')
  const children = `/proc/${holder.pid}/task/${holder.pid}/children`
  const target = readFileSync(children, 'utf8').trim()
  return {
    inside: ['--target', target, '--net', '--mount', '--pid', '--'],
    network: `/proc/${target}/ns/net`,
    close: () => void holder.kill('SIGKILL'),
  }
}

function daemon(
  root: string,
  inside: readonly string[],
  command: readonly string[],
  env: Record<string, string>,
): Daemon {
  const file = join(mkdtempSync(join(root, 'log-')), 'log')
  const out = openSync(file, 'a')
  const child = spawn('nsenter', [...inside, ...command], { env, stdio: ['ignore', out, out] })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const running = () => child.exitCode === null && child.signalCode === null
  return {
    running,
    log: () => readFileSync(file, 'utf8'),
    stop: () => {
      if (running()) terminate(child)
      return ended
    },
  }
}

/** nsenter passes no signals on to the program that it runs. */
function terminate({ pid }: ChildProcess): void {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
  for (const it of children) process.kill(Number(it), 'SIGTERM')
}

const script = fileURLToPath(new URL('../../templates/_runtime/configure.sh', import.meta.url))

/** Puts the files and secrets of a program where it looks for them. */
function layOut({ files, secretVolumes }: Program, { root, secrets }: Lab, pod: string): void {
  const oskc = join(root, 'oskc')
  for (const [name, value] of secrets) write(join(oskc, 'secrets', name), `${value}\n`)
  for (const file of files) write(join(root, moved(file.path)), filled(file, oskc, pod))
  for (const { path, secret, keys } of secretVolumes) {
    const folder = join(root, moved(path))
    rmSync(folder, { recursive: true, force: true })
    const own = [...secrets].filter(([name]) => name.startsWith(`${secret}/`))
    for (const [name, value] of own) {
      const key = name.slice(secret.length + 1)
      // Without keys it is a folder of keys, each a file.
      const mounted = keys.length === 0 ? key : keys.find((it) => it.key === key)?.file
      if (mounted !== undefined) write(join(folder, mounted), value)
    }
  }
}

function filled({ key, content }: ConfigFile, oskc: string, pod: string): string {
  write(join(oskc, 'in', key), content)
  mkdirSync(join(oskc, 'out'), { recursive: true })
  const facts = {
    OSKC_POD_NAME: pod,
    OSKC_POD_IP: '127.0.0.1',
    OSKC_NODE_NAME: 'node',
    OSKC_NODE_IP: '127.0.0.1',
  }
  const env = { PATH: process.env['PATH'] ?? '', OSKC_ROOT: oskc, ...facts }
  const { status, stderr } = spawnSync('sh', [script, `${key}:0644`], { env, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return moved(readFileSync(join(oskc, 'out', key), 'utf8'))
}

function variables({ env }: Program, { secrets }: Lab): Record<string, string> {
  return Object.fromEntries(
    env.map(({ name, value, secret }) => [
      name,
      secret ? (secrets.get(`${secret.name}/${secret.key}`) ?? '') : moved(value ?? ''),
    ]),
  )
}

/** Folders that only a pod has are below one that the lab has, too. */
function moved(text: string): string {
  return text.replaceAll(/(?<![\w/])\/(oskc|var\/lib)\//g, '/run/$1/')
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
