import { spawn, type ChildProcess } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  chownSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import handlebars from 'handlebars'
import { run, type Result } from './program.ts'

const files = fileURLToPath(new URL('../../templates/mariadb/files', import.meta.url))
const scripts = [
  'galera-start.sh',
  'galera-answer.sh',
  'galera-status.sh',
  'galera-ready.sh',
  'galera-alive.sh',
  'galera-root.sh',
  'galera-decide.awk',
]

export const port = 33306
export const rootPassword = `it's a \\"hostile\\" \`root\` #pass%_word;--`

/** One member of a cluster on loopback addresses, run by the real script as the system user `mysql`. */
export interface Member {
  readonly index: number
  readonly address: string
  readonly home: string
  start(): void
  /** SIGTERM to the first process, then the end of the container. */
  stop(): Promise<void>
  kill(): void
  running(): boolean
  script(name: string): Promise<Result>
  sql(statement: string): Promise<Result>
  touch(name: string): void
  /** Gives the member another `force_bootstrap`. */
  force(pod: string): void
  loseVolume(): void
  log(): string
}

/** Lays out `size` members in a new folder, from the templates as they are shipped. */
export function layCluster(
  size: number,
  user: { readonly uid: number; readonly gid: number },
): readonly Member[] {
  const root = mkdtempSync(join(tmpdir(), 'galera-'))
  chownSync(root, user.uid, user.gid)
  const members = Array.from({ length: size }, (_, index) => ({
    index,
    name: `database-${index}`,
    host: `127.0.0.${11 + index}`,
  }))
  process.on('exit', () => rmSync(root, { recursive: true, force: true }))
  return members.map((it) => layMember(join(root, it.name), it.index, it.host, members, user))
}

function layMember(
  home: string,
  index: number,
  address: string,
  members: readonly object[],
  user: { readonly uid: number; readonly gid: number },
): Member {
  for (const it of ['', 'volume', 'run', 'etc', 'tmp']) {
    mkdirSync(join(home, it), { recursive: true })
    chownSync(join(home, it), user.uid, user.gid)
  }
  const etc = join(home, 'etc')
  for (const it of scripts) cpSync(join(files, it), join(etc, it))
  writeFileSync(join(etc, 'galera-members.tsv'), render('galera-members.tsv.hbs', { members }))
  writeFileSync(join(etc, 'galera.env'), local(render('galera.env.hbs', settings(index, address)), home))
  writeFileSync(join(etc, 'root-password'), `${rootPassword}\n`)
  const sst = `bind_address = ${address}\nwsrep_sst_receive_address = ${address}:${44440 + index}\n`
  const config = render('galera.cnf.hbs', settings(index, address)).replace('bind_address = *\n', sst)
  writeFileSync(join(etc, 'galera.cnf'), local(config, home))

  const environment = { PATH: process.env['PATH'] ?? '', GALERA_ENV: join(etc, 'galera.env') }
  const log = join(home, 'log')
  let child: ChildProcess | undefined
  const running = () => child !== undefined && child.exitCode === null && child.signalCode === null
  const kill = () => {
    try {
      if (child?.pid) process.kill(-child.pid, 'SIGKILL')
    } catch {
      // Everything of it has ended.
    }
  }
  process.on('exit', kill)
  return {
    index,
    address,
    home,
    running,
    kill,
    start() {
      kill()
      const out = openSync(log, 'a')
      const command = ['--reuid=mysql', '--regid=mysql', '--clear-groups', 'sh', join(etc, 'galera-start.sh')]
      child = spawn('setpriv', command, { env: environment, detached: true, stdio: ['ignore', out, out] })
    },
    async stop() {
      if (running()) {
        const ended = new Promise((resolve) => child?.once('exit', resolve))
        child?.kill('SIGTERM')
        await ended
      }
      kill()
    },
    script: (name) =>
      run(
        'setpriv',
        ['--reuid=mysql', '--regid=mysql', '--clear-groups', 'sh', join(etc, name)],
        environment,
      ),
    sql: (statement) => client(address, 'root', rootPassword, statement),
    touch: (name) => writeFileSync(join(home, 'volume', name), ''),
    force(pod) {
      const text = readFileSync(join(etc, 'galera.env'), 'utf8')
      writeFileSync(join(etc, 'galera.env'), text.replace(/^force=.*/m, `force='${pod}'`))
    },
    loseVolume() {
      rmSync(join(home, 'volume'), { recursive: true })
      mkdirSync(join(home, 'volume'))
      chownSync(join(home, 'volume'), user.uid, user.gid)
    },
    log: () => readFileSync(log, 'utf8'),
  }
}

function settings(index: number, address: string): object {
  const galera = {
    force_bootstrap: 'none',
    provider_options: 'gcache.size=16M;evs.suspect_timeout=PT3S',
    provider: '/usr/lib/galera/libgalera_smm.so',
    sst_method: 'mariabackup',
    applier_threads: 2,
  }
  const mariadb = {
    galera,
    port: { cont: port },
    charset: 'utf8mb4',
    max_connections: 50,
    max_allowed_packet: '64M',
    wait_timeout: 3600,
    innodb_buffer_pool_size: '32M',
    innodb_log_file_size: '16M',
    innodb_flush_log_at_trx_commit: 1,
  }
  return {
    mariadb,
    pod: { name: `database-${index}`, ip: address },
    environment: { namespace: 'a-namespace-with-a-long-name' },
    instance: { name: 'database' },
  }
}

function render(template: string, data: object): string {
  const text = readFileSync(join(files, template), 'utf8')
  return handlebars.compile(text, { noEscape: true, strict: true })(data)
}

/** The paths of a container, moved into the member's own folder. */
function local(text: string, home: string): string {
  return text
    .replaceAll('/var/lib/mysql', join(home, 'volume'))
    .replaceAll('/run/mysqld', join(home, 'run'))
    .replaceAll('/etc/galera', join(home, 'etc'))
    .replaceAll('/oskc/secrets/service-database', join(home, 'etc'))
    .replaceAll(/= ?\/tmp$/gm, `= ${join(home, 'tmp')}`)
}

/** One statement over TCP. */
export function client(host: string, user: string, password: string, statement: string): Promise<Result> {
  const options = ['--no-defaults', '-h', host, '-P', String(port), '-u', user, '-NB', '--connect-timeout=3']
  return run('mariadb', [...options, '-e', statement], {
    PATH: process.env['PATH'] ?? '',
    MYSQL_PWD: password,
  })
}
