import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unusable } from './program.ts'

/*
 * A network of its own for pods on this machine. The test itself moves into new namespaces of processes, mounts and
 * network first, so that the kernel takes everything away when it ends, however it ends.
 */

const inside = 'OSKC_RABBITMQ_LAB'
const tools = ['setpriv', 'unshare', 'nsenter', 'ip', 'mount', 'chroot', 'hostname', 'python3']
const network = ['--net', '--mount', '--pid', '--mount-proc', '--fork', '--kill-child']

export interface Lab {
  /** The root file system that stands for the image. */
  readonly root: string
  readonly folder: string
  /** What every pod has as /etc/hosts; the lab as well. */
  readonly hosts: string
  /** Gives a pod a network namespace, cut off until it has an address. */
  addPod(name: string): void
  /** Makes names lead to a pod, at an address that nobody had before. */
  connect(name: string, hosts: readonly string[]): string
  /** Takes its names and its address away. */
  disconnect(name: string): void
}

/** Why there can be no lab here; nothing when there can. */
export function labTrouble(): string | undefined {
  if (process.env[inside]) return undefined
  const missing = unusable('root', tools)
  if (missing) return missing
  const namespaces = spawnSync('unshare', [...network, 'ip', 'link', 'add', 'trial', 'type', 'bridge'])
  if (namespaces.status !== 0) return `no new namespaces: ${namespaces.stderr}`.trim()
  const unpack = fileURLToPath(new URL('rabbitmq-root.sh', import.meta.url))
  const { status, stdout, stderr } = spawnSync('bash', [unpack], { encoding: 'utf8' })
  if (status !== 0) return `no RabbitMQ could be unpacked: ${stderr.trim().split('\n').at(-1)}`
  process.env[inside] = join(stdout.trim(), 'root')
  return undefined
}

/** Begins this program anew inside a lab and ends with it; returns inside. Only where there is no trouble. */
export function enterLab(): Lab {
  if (process.pid !== 1) {
    const program = [process.execPath, ...process.execArgv, ...process.argv.slice(1)]
    const { status } = spawnSync('setpriv', ['--pdeathsig=KILL', 'unshare', ...network, ...program], {
      stdio: 'inherit',
    })
    process.exit(status ?? 1)
  }
  return build(process.env[inside]!)
}

function build(root: string): Lab {
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const hosts = join(folder, 'hosts')
  const names = new Map<string, readonly string[]>()
  const publish = () =>
    writeFileSync(hosts, ['127.0.0.1 localhost', ...[...names.values()].flat()].join('\n') + '\n')
  publish()
  // Namespaces of pods are files there; they must not stay on the machine.
  run('mount -t tmpfs tmpfs /run')
  run(`mount --bind ${hosts} /etc/hosts`)
  run('ip link set lo up')
  run('ip link add pods type bridge')
  run('ip addr add 10.0.0.1/16 dev pods')
  run('ip link set pods up')
  let pods = 0
  let addresses = 255
  return {
    root,
    folder,
    hosts,
    addPod(name) {
      const device = `pod${pods++}`
      run(`ip netns add ${name}`)
      run(`ip link add ${device} type veth peer name eth0 netns ${name}`)
      run(`ip link set ${device} master pods up`)
      run(`ip -n ${name} link set lo up`)
    },
    connect(name, own) {
      const address = `10.0.${addresses >> 8}.${addresses++ & 255}`
      run(`ip -n ${name} addr flush dev eth0`)
      run(`ip -n ${name} addr add ${address}/16 dev eth0`)
      run(`ip -n ${name} link set eth0 up`)
      names.set(
        name,
        own.map((it) => `${address} ${it}`),
      )
      publish()
      return address
    },
    disconnect(name) {
      names.delete(name)
      publish()
      run(`ip -n ${name} link set eth0 down`)
    },
  }
}

function run(command: string): void {
  const { status, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command}: ${stderr}`)
}
