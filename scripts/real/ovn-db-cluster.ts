import { spawn, type ChildProcess } from 'node:child_process'
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
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import handlebars from 'handlebars'
import { run, type Result } from './program.ts'

const files = fileURLToPath(new URL('../../templates/neutron/files', import.meta.url))
const scripts = ['ovn-db-start.sh', 'ovn-db-ready.sh', 'ovn-db-decide.awk', 'ovn-db-member.ovsschema']
const path = { PATH: process.env['PATH'] ?? '' }

/** The user of the images; it need not be in any list of users. */
const user = 42424

/** One member of the northbound database on a loopback address, run by the real script without root. */
export interface Member {
  readonly index: number
  readonly address: string
  readonly file: string
  /** From now on it is started again whenever it ends, as Kubernetes does it. */
  start(): void
  /** SIGTERM to the first process, then the end of the container. */
  stop(): Promise<void>
  kill(): void
  /** The readiness probe's exit code. */
  ready(): Promise<number>
  /** What a command of the server says. */
  control(...command: readonly string[]): Promise<Result>
  /** Runs ovsdb-tool as the member's user. */
  tool(...command: readonly string[]): Promise<Result>
  /** The names of all switches, read through this member alone. */
  switches(): Promise<readonly string[]>
  touch(name: string): void
  loseVolume(): void
  /** Compiles it with so many members. */
  resize(size: number): void
  log(): string
}

/** Lays out members in a new folder, from the templates as they are shipped. Several clouds may use the same addresses. */
export function layCluster(size: number, cloud = 'a-cloud'): readonly Member[] {
  const root = mkdtempSync(join(tmpdir(), 'ovn-db-'))
  chownSync(root, user, user)
  process.on('exit', () => rmSync(root, { recursive: true, force: true }))
  return Array.from({ length: size }, (_, index) => layMember(join(root, String(index)), index, size, cloud))
}

const addressOf = (index: number) => `127.0.0.${21 + index}`

function layMember(home: string, index: number, size: number, cloud: string): Member {
  const folder = (name: string) => {
    mkdirSync(join(home, name), { recursive: true })
    chownSync(join(home, name), user, user)
  }
  for (const it of ['', 'volume', 'run', 'etc']) folder(it)
  const etc = join(home, 'etc')
  for (const it of scripts) cpSync(join(files, it), join(etc, it))
  const resize = (count: number) => {
    const members = Array.from({ length: count }, (_, it) => ({
      index: it,
      name: `ovn-nb-db-${it}`,
      host: addressOf(it),
    }))
    writeFileSync(join(etc, 'ovn-db-members.tsv'), render('ovn-db-members.tsv.hbs', { members }))
  }
  resize(size)
  const facts = {
    pod: { name: `ovn-nb-db-${index}`, ip: addressOf(index) },
    environment: { namespace: cloud },
    instance: { name: 'ovn-nb-db' },
    ovn: { election_timer: 2000, inactivity_probe: 60000 },
  }
  writeFileSync(join(etc, 'ovn-db.env'), local(render('ovn-db.env.hbs', facts), home))
  const environment = { ...path, OVN_DB: 'nb', OVN_DB_ENV: join(etc, 'ovn-db.env') }
  const asUser = [`--reuid=${user}`, `--regid=${user}`, '--clear-groups', '--bounding-set=-all']
  const command = (script: string) => [...asUser, 'sh', join(etc, script)]
  const log = join(home, 'log')
  writeFileSync(log, '')
  let child: ChildProcess | undefined
  const end = () => {
    try {
      if (child?.pid) process.kill(-child.pid, 'SIGKILL')
    } catch {
      // Everything of it has ended.
    }
  }
  const begin = () => {
    const out = openSync(log, 'a')
    const options = { env: environment, detached: true, stdio: ['ignore' as const, out, out] }
    const own = spawn('setpriv', command('ovn-db-start.sh'), options)
    own.once('exit', () => {
      if (child !== own) return
      end()
      begin()
    })
    child = own
  }
  const kill = () => {
    end()
    child = undefined
  }
  process.on('exit', end)
  return {
    index,
    address: addressOf(index),
    file: join(home, 'volume', 'nb.db'),
    kill,
    start() {
      kill()
      begin()
    },
    async stop() {
      const last = child
      child = undefined
      if (last && last.exitCode === null && last.signalCode === null) {
        const ended = new Promise((resolve) => last.once('exit', resolve))
        last.kill('SIGTERM')
        await ended
      }
    },
    ready: async () => (await run('setpriv', command('ovn-db-ready.sh'), environment)).code,
    control: (...words) => run('ovs-appctl', ['-T', '5', '-t', join(home, 'run', 'ctl'), ...words], path),
    tool: (...words) => run('setpriv', [...asUser, 'ovsdb-tool', ...words], path),
    async switches() {
      const { out } = await client(`tcp:${addressOf(index)}:6641`, '--no-leader-only', '--bare', 'ls-list')
      return out.split('\n').map((it) => it.replace(/.*\((.*)\)/, '$1'))
    },
    touch: (name) => writeFileSync(join(home, 'volume', name), ''),
    loseVolume() {
      rmSync(join(home, 'volume'), { recursive: true })
      folder('volume')
    },
    resize,
    log: () => readFileSync(log, 'utf8'),
  }
}

function render(template: string, data: object): string {
  const text = readFileSync(join(files, template), 'utf8')
  return handlebars.compile(text, { noEscape: true, strict: true })(data)
}

/** The paths of a container, moved into the member's own folder. */
function local(text: string, home: string): string {
  return text
    .replace('volume=/var/lib/ovn', `volume=${join(home, 'volume')}`)
    .replace('run=/run/ovn', `run=${join(home, 'run')}`)
    .replace('etc=/etc/ovn', `etc=${join(home, 'etc')}`)
}

/** A command of the real client, given the addresses that it may use. */
export function client(remote: string, ...command: readonly string[]): Promise<Result> {
  return run('ovn-nbctl', ['--timeout=20', `--db=${remote}`, ...command], path)
}
