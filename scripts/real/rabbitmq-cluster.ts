import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import {
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import handlebars from 'handlebars'
import { run, type Result } from './program.ts'

const files = fileURLToPath(new URL('../../templates/rabbitmq/files', import.meta.url))
const scripts = [
  'rabbitmq-start.sh',
  'rabbitmq-wait.escript',
  'rabbitmq-alive.sh',
  'rabbitmq-admin.sh',
  'enabled_plugins',
]
const programs = '/usr/lib/rabbitmq/bin'
const cookie = 'a-cookie-for-tests'
const userScript = fileURLToPath(new URL('../../templates/_needs/files/rabbit-user.py', import.meta.url))
export const adminPassword = `it's "the" \\ admin #1`

/** Settings that are newer than the server found here; the real image knows them. */
const newer = /^(default_queue_type|quorum_queue\.continuous_membership_reconciliation\.).*\n/gm

export interface Member {
  readonly node: string
  start(): void
  stop(): Promise<void>
  kill(): void
  running(): boolean
  script(name: string): Promise<Result>
  control(...args: readonly string[]): Promise<Result>
  loseVolume(): void
  log(): string
}

export interface Cluster {
  readonly members: readonly Member[]
  /** Makes a user, and its virtual host, as a job does. */
  makeUser(user: string, password: string): Promise<Result>
}

type Owner = { readonly uid: number; readonly gid: number }

/** Lays out `size` members on one host, told apart by their node names, from the templates as they are shipped. */
export function layCluster(size: number, owner: Owner): Cluster {
  const root = mkdtempSync(join(tmpdir(), 'rabbitmq-'))
  chownSync(root, owner.uid, owner.gid)
  const hosts = Array.from({ length: size }, (_, index) => ({
    index,
    name: `rpc-${index}`,
    host: `HOST-${index}`,
  }))
  const members = hosts.map((it) => layMember(join(root, it.name), it.index, hosts, owner))
  // After the exit handlers of the members, which kill them: epmd ends only when it knows no node.
  process.on('exit', () => {
    spawnSync(
      'sh',
      ['-c', 'for turn in 1 2 3 4 5; do epmd -kill | grep -q Killed && break; sleep 0.2; done'],
      {
        env: paths(),
      },
    )
    rmSync(root, { recursive: true, force: true })
  })
  const job = join(root, 'job')
  folder(job, owner)
  return {
    members,
    makeUser(user, password) {
      writeFileSync(join(job, 'user'), `${password}\n`)
      writeFileSync(join(job, 'admin'), `${adminPassword}\n`)
      return run('python3', [userScript], {
        RABBIT_API: 'http://127.0.0.1:45701',
        RABBIT_USER: user,
        RABBIT_PASSWORD_FILE: join(job, 'user'),
        RABBIT_ADMIN_PASSWORD_FILE: join(job, 'admin'),
        RABBIT_WAIT: '20',
      })
    },
  }
}

function layMember(home: string, index: number, members: readonly object[], owner: Owner): Member {
  const etc = join(home, 'etc')
  const volume = join(home, 'volume')
  for (const it of [home, etc, volume, join(home, 'run')]) folder(it, owner)
  const data = {
    members,
    pod: { name: `rpc-${index}` },
    environment: { namespace: 'cloud' },
    instance: { name: 'rpc' },
    rabbitmq: {
      quorum_group_size: 3,
      memory_high_watermark: '0.4',
      disk_free_limit: '50MB',
      log_level: 'info',
    },
  }
  const write = (name: string, text: string) => writeFileSync(join(etc, name), local(text, home, index))
  for (const it of scripts) cpSync(join(files, it), join(etc, it))
  for (const it of ['rabbitmq-members.tsv', 'rabbitmq.env']) write(it, render(`${it}.hbs`, data))
  const ports = `management.tcp.port = ${45700 + index}\nprometheus.tcp.port = ${45710 + index}\n`
  write('rabbitmq.conf', render('rabbitmq.conf.hbs', data).replace(newer, '') + ports)
  layCookie(volume, owner)

  const node = `rabbit${index}@127.0.0.1`
  writeFileSync(join(etc, 'admin-password'), `${adminPassword}\n`)
  const environment = {
    RABBITMQ_ENV: join(etc, 'rabbitmq.env'),
    RABBITMQ_ADMIN_PASSWORD_FILE: join(etc, 'admin-password'),
  }
  const log = join(home, 'log')
  let child: ChildProcess | undefined
  const kill = () => {
    try {
      if (child?.pid) process.kill(-child.pid, 'SIGKILL')
    } catch {
      // Everything of it has ended.
    }
  }
  process.on('exit', kill)
  const running = () => child !== undefined && child.exitCode === null && child.signalCode === null
  return {
    node,
    running,
    kill,
    start() {
      const out = openSync(log, 'a')
      const [program, ...args] = command([
        'sh',
        '-c',
        `sh ${etc}/rabbitmq-admin.sh & exec sh ${etc}/rabbitmq-start.sh`,
      ])
      child = spawn(program!, args, {
        env: { ...paths(), ...environment },
        detached: true,
        stdio: ['ignore', out, out],
      })
    },
    async stop() {
      if (running()) {
        const ended = new Promise((resolve) => child?.once('exit', resolve))
        child?.kill('SIGTERM')
        await ended
      }
      kill()
    },
    script: (name) => asOwner(['sh', join(etc, name)], environment),
    control: (...args) =>
      asOwner(['sh', '-c', '. "$RABBITMQ_ENV"; rabbitmqctl -q "$@"', 'sh', ...args], environment),
    loseVolume() {
      rmSync(volume, { recursive: true })
      folder(volume, owner)
      layCookie(volume, owner)
    },
    log: () => readFileSync(log, 'utf8'),
  }
}

function folder(path: string, owner: Owner): void {
  mkdirSync(path, { recursive: true })
  chownSync(path, owner.uid, owner.gid)
}

function layCookie(volume: string, owner: Owner): void {
  writeFileSync(join(volume, '.erlang.cookie'), cookie, { mode: 0o400 })
  chownSync(join(volume, '.erlang.cookie'), owner.uid, owner.gid)
}

function render(template: string, data: object): string {
  return handlebars.compile(readFileSync(join(files, template), 'utf8'), { noEscape: true, strict: true })(
    data,
  )
}

/** Paths, ports and node names of one container for each, moved onto one host. */
function local(text: string, home: string, index: number): string {
  return text
    .replaceAll(/rabbit@HOST-(\d)/g, 'rabbit$1@127.0.0.1')
    .replaceAll('/var/lib/rabbitmq', join(home, 'volume'))
    .replaceAll('/run/rabbitmq', join(home, 'run'))
    .replaceAll('/etc/rabbitmq', join(home, 'etc'))
    .replace('RABBITMQ_DIST_PORT=25672', `RABBITMQ_DIST_PORT=${45720 + index}`)
    .replace('listeners.tcp.default = 5672', `listeners.tcp.default = ${45730 + index}`)
}

function command(words: readonly string[]): readonly string[] {
  return ['setpriv', '--reuid=rabbitmq', '--regid=rabbitmq', '--clear-groups', ...words]
}

function paths(): Record<string, string> {
  return {
    PATH: [programs, process.env['PATH'] ?? ''].join(delimiter),
    LANG: 'C.UTF-8',
    ERL_EPMD_PORT: '45740',
  }
}

function asOwner(words: readonly string[], env: Record<string, string>): Promise<Result> {
  const [program, ...args] = command(words)
  return run(program!, args, { ...paths(), ...env })
}
