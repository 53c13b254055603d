import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { eventually, run, type Result } from './program.ts'

const component = fileURLToPath(new URL('../../templates/openvswitch/', import.meta.url))

/** A node's Open vSwitch in a folder of its own, forwarding nothing: its real programs with what their definitions say. */
export interface OpenVSwitch {
  readonly folder: string
  /** Prepares the folder and starts the database. */
  startDatabase(): Promise<void>
  startSwitch(): Promise<void>
  /** As Kubernetes stops a pod: first its hook, then SIGTERM. */
  stopSwitch(): Promise<void>
  killSwitch(): Promise<void>
  stopDatabase(): Promise<void>
  /** What `ovs-vsctl` says, as the user and group of agents. */
  configure(...command: readonly string[]): Promise<Result>
  /** The flows of a bridge, without what changes by itself. */
  flows(bridge: string): Promise<readonly string[]>
  openflow(...command: readonly string[]): Promise<Result>
  age(name: string, minutes: number): void
  log(): string
}

interface Definition {
  readonly service: { readonly containers: readonly Container[] }
}

interface Container {
  readonly daemon: { readonly command: readonly string[]; readonly user?: number }
  readonly preStop?: readonly string[]
  readonly capabilities?: readonly string[]
  readonly pre: readonly {
    readonly command: string
    readonly user: number
    readonly capabilities: readonly string[]
  }[]
}

const containerOf = (service: string) =>
  (parse(readFileSync(`${component}services/${service}.yaml`, 'utf8')) as Definition).service.containers[0]!

/** The group of the image; the user of agents has the same number. */
const group = 42424

/** What runs a command as a container's user, with no other capabilities than these. */
function confined(user = group, capabilities: readonly string[] = []): readonly string[] {
  const bounds = ['-all', ...capabilities.map((it) => `+${it.toLowerCase()}`)].join(',')
  return [
    `--reuid=${user}`,
    `--regid=${group}`,
    '--clear-groups',
    `--bounding-set=${bounds}`,
    '--inh-caps=-all',
  ]
}

/** The lines of an answer in an order that does not matter. */
const lines = (text: string) => text.split('\n').sort().join('\n')

/** Lays out an Open vSwitch that ends with this process. */
export function layOpenVSwitch(): OpenVSwitch {
  const folder = mkdtempSync(join(tmpdir(), 'ovs-'))
  const log = `${folder}.log`
  const environment = {
    PATH: process.env['PATH'] ?? '',
    OVS_RUNDIR: folder,
    OVS_LOG_LEVEL: 'info',
    OVS_OPTIONS: '--enable-dummy=override --disable-system',
  }
  const local = (text: string) =>
    text.replaceAll('/run/openvswitch', folder).replaceAll('/oskc/scripts/', `${component}files/`)
  const children = new Map<string, ChildProcess>()
  const begin = (service: string) => {
    const { daemon, capabilities } = containerOf(service)
    const out = openSync(log, 'a')
    const child = spawn('setpriv', [...confined(daemon.user, capabilities), ...daemon.command.map(local)], {
      env: environment,
      detached: true,
      stdio: ['ignore', out, out],
    })
    closeSync(out)
    children.set(service, child)
  }
  const end = async (service: string, signal: NodeJS.Signals) => {
    const child = children.get(service)
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await ended
  }
  process.on('exit', () => {
    for (const it of children.values()) if (it.exitCode === null) it.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
    rmSync(log, { force: true })
  })
  const asAgent = (program: string, command: readonly string[]) =>
    run('setpriv', [...confined(), program, ...command], environment)
  const configure = (...command: readonly string[]) =>
    asAgent('ovs-vsctl', [`--db=unix:${folder}/db.sock`, '--timeout=10', ...command])
  return {
    folder,
    configure,
    async startDatabase() {
      mkdirSync(folder, { recursive: true })
      for (const { command, user, capabilities } of containerOf('openvswitch-db').pre) {
        const { code, out } = await run(
          'setpriv',
          [...confined(user, capabilities), 'sh', '-c', local(command)],
          environment,
        )
        if (code !== 0) throw new Error(out)
      }
      begin('openvswitch-db')
      await eventually('the database answers', async () => (await configure('--no-wait', 'init')).code === 0)
    },
    async startSwitch() {
      begin('openvswitch-vswitchd')
      await eventually('the switch has its bridges', async () => {
        const { code, out } = await asAgent('ovs-appctl', ['-T', '5', 'ofproto/list'])
        return code === 0 && lines(out) === lines((await configure('list-br')).out)
      })
    },
    async stopSwitch() {
      const { preStop, daemon, capabilities } = containerOf('openvswitch-vswitchd')
      await run('setpriv', [...confined(daemon.user, capabilities), ...preStop!.map(local)], environment)
      await end('openvswitch-vswitchd', 'SIGTERM')
    },
    killSwitch: () => end('openvswitch-vswitchd', 'SIGKILL'),
    stopDatabase: () => end('openvswitch-db', 'SIGTERM'),
    openflow: (...command) => asAgent('ovs-ofctl', ['-O', 'OpenFlow14', ...command]),
    async flows(bridge) {
      const { out } = await asAgent('ovs-ofctl', ['-O', 'OpenFlow14', '--no-stats', 'dump-flows', bridge])
      return out
        .split('\n')
        .flatMap((it) => (it.includes('actions=') ? [it.trim()] : []))
        .sort()
    },
    age(name, minutes) {
      const then = new Date(Date.now() - minutes * 60_000)
      utimesSync(join(folder, name), then, then)
    },
    log: () => readFileSync(log, 'utf8'),
  }
}
