import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import handlebars from 'handlebars'

const files = fileURLToPath(new URL('../../templates/etcd/files', import.meta.url))
const ports = { client: 42379, peer: 42380, metrics: 42381 }

/** One member of a cluster on loopback addresses: what its pod does, the decision and then etcd. */
export interface Member {
  readonly name: string
  start(): void
  /** SIGTERM, then the end of the pod. */
  stop(): Promise<void>
  kill(): Promise<void>
  loseVolume(): void
  /** Tells it, as another version of the chart would, who its members are. */
  setMembers(members: readonly { readonly name: string; readonly host: string }[]): void
  /** The answer of a probe's path; 0 when none comes. */
  probe(path: string): Promise<number>
  /** What its API answers; fails when that is an error, or none comes. */
  call(path: string, body: object): Promise<unknown>
  log(): string
}

/** The first `size` members, as files of the chart name them. */
export function named(size: number): readonly { readonly name: string; readonly host: string }[] {
  return Array.from({ length: size }, (_, index) => ({
    name: `etcd-${index}`,
    host: `127.0.0.${31 + index}`,
  }))
}

/** Lays out three members in a new folder, from the templates as they are shipped; `known` of them are in their files. */
export function layCluster(program: string, known = 3): readonly Member[] {
  const root = mkdtempSync(join(tmpdir(), 'etcd-'))
  process.on('exit', () => rmSync(root, { recursive: true, force: true }))
  return named(3).map((it) => layMember(program, join(root, it.name), it, known))
}

function layMember(
  program: string,
  home: string,
  { name, host }: { readonly name: string; readonly host: string },
  known: number,
): Member {
  for (const it of ['etc', 'volume', 'run']) mkdirSync(join(home, it), { recursive: true })
  const etc = join(home, 'etc')
  const setMembers: Member['setMembers'] = (members) =>
    // Plain Handlebars sees in a list only what its items have.
    writeFileSync(
      join(etc, 'etcd-members.tsv'),
      render('etcd-members.tsv.hbs', { members: members.map((it) => ({ ...it, etcd })) }),
    )
  setMembers(named(known))
  cpSync(join(files, 'etcd-decide.py'), join(etc, 'etcd-decide.py'))
  const configuration = render('etcd.yaml.hbs', {
    etcd,
    environment: { namespace: 'cloud' },
    instance: { name: 'etcd' },
  })
  writeFileSync(
    join(etc, 'etcd.yaml'),
    configuration
      .replaceAll('/var/lib/etcd', join(home, 'volume'))
      .replaceAll('0.0.0.0:2381', `${host}:${ports.metrics}`)
      .replaceAll('0.0.0.0', host),
  )

  const decide = [
    join(etc, 'etcd-decide.py'),
    name,
    join(etc, 'etcd-members.tsv'),
    join(etc, 'etcd.yaml'),
    join(home, 'volume/data'),
    join(home, 'run/etcd.yaml'),
  ]
  const log = join(home, 'log')
  writeFileSync(log, '')
  let child: ChildProcess | undefined
  const launch = (file: string, args: readonly string[], after: (code: number | null) => void) => {
    const out = openSync(log, 'a')
    const env = { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8' }
    const own = spawn(file, args, { env, stdio: ['ignore', out, out] })
    child = own
    own.once('exit', (code) => child === own && after(code))
  }
  // A container starts again whenever it ends; what was decided for its pod stays.
  const keep = () =>
    launch(program, ['--config-file', join(home, 'run/etcd.yaml')], () => setTimeout(again, 1000))
  const again = () => child && keep()
  const end = async (signal: NodeJS.Signals) => {
    const own = child
    child = undefined
    if (!own || own.exitCode !== null || own.signalCode !== null) return
    const ended = new Promise((resolve) => own.once('exit', resolve))
    own.kill(signal)
    await ended
  }
  process.on('exit', () => void end('SIGKILL'))
  return {
    name,
    setMembers,
    start: () => launch('python3', decide, (code) => code === 0 && keep()),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    loseVolume() {
      rmSync(join(home, 'volume'), { recursive: true })
      mkdirSync(join(home, 'volume'))
    },
    async probe(path) {
      const answer = await ask(`http://${host}:${ports.metrics}/${path}`)
      return answer?.status ?? 0
    },
    async call(path, body) {
      const answer = await ask(`http://${host}:${ports.client}/v3/${path}`, body)
      if (!answer) throw new Error(`${name} does not answer`)
      if (answer.status !== 200) throw new Error(`${name}: ${await answer.text()}`)
      return answer.json()
    },
    log: () => readFileSync(log, 'utf8'),
  }
}

const etcd = {
  client_port: { cont: ports.client },
  server_port: { cont: ports.peer },
  heartbeat_interval: 100,
  election_timeout: 1000,
  quota_backend_bytes: 2147483648,
  auto_compaction_retention: '1h',
  log_level: 'info',
}

function render(template: string, data: object): string {
  const text = readFileSync(join(files, template), 'utf8')
  return handlebars.compile(text, { noEscape: true, strict: true })(data)
}

async function ask(url: string, body?: object): Promise<Response | undefined> {
  const request = body ? { method: 'POST', body: JSON.stringify(body) } : {}
  try {
    return await fetch(url, { ...request, signal: AbortSignal.timeout(15_000) })
  } catch {
    return undefined
  }
}
