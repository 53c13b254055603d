import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { eventually, run, type Result } from './program.ts'
import type { Lab } from './rabbitmq-lab.ts'
import { layFolder, layVolume, type Store, type Volume } from './rabbitmq-volumes.ts'

/* What a kubelet does with a pod of a StatefulSet; of Kubernetes' objects just what these pods have. */

const becomeContainer = fileURLToPath(new URL('rabbitmq-container.sh', import.meta.url))
/** What the image says. */
const imageEnvironment = ['PATH=/usr/lib/rabbitmq/bin:/usr/bin:/bin', 'LANG=C.UTF-8']

interface ExecAction {
  readonly exec: { readonly command: readonly string[] }
}

interface Container {
  readonly name: string
  readonly command: readonly string[]
  readonly env: readonly { readonly name: string; readonly value?: string }[]
  readonly securityContext: { readonly runAsUser: number }
  readonly volumeMounts: readonly {
    readonly name: string
    readonly mountPath: string
    readonly subPath?: string
    readonly readOnly?: boolean
  }[]
}

interface MainContainer extends Container {
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[]
  readonly readinessProbe: { readonly tcpSocket: { readonly port: string }; readonly timeoutSeconds: number }
  readonly livenessProbe: ExecAction & { readonly timeoutSeconds: number }
  readonly lifecycle: { readonly preStop: ExecAction }
}

/** The part of a pod template that is looked at. */
export interface PodSpec {
  readonly terminationGracePeriodSeconds: number
  readonly securityContext: { readonly fsGroup: number }
  readonly initContainers: readonly Container[]
  readonly containers: readonly [MainContainer]
  readonly volumes: readonly Volume[]
}

/** What a pod is made of. */
export interface PodPlan {
  readonly name: string
  /** The names that lead to it. */
  readonly hosts: readonly string[]
  readonly spec: PodSpec
  /** The name of the volume that outlives it. */
  readonly claim: string
  readonly configMaps: Store
  /** Read whenever the pod is made. */
  readonly secrets: Store
}

export interface Pod {
  readonly name: string
  address(): string
  /** Makes the pod. Its container starts again whenever it ends. */
  start(): Promise<void>
  /** Deletes the pod in the time that it has: the hook, then SIGTERM. Its exit code, none if it had to be killed. */
  stop(): Promise<number | null>
  /** The same without the hook, which waits for members that may not come. */
  terminate(): Promise<number | null>
  /** Its processes die, and it is not made again. */
  kill(): Promise<void>
  /** Its node is gone: nobody hears of it any more. */
  loseNode(): void
  /** Its container dies, and starts again. */
  crash(): void
  /** What its claim holds is gone. */
  loseVolume(): void
  exec(command: readonly string[]): Promise<Result>
  ready(): Promise<boolean>
  alive(): Promise<Result>
  running(): boolean
  log(): string
}

/** Lays a pod into the lab; nothing of it runs yet. */
export function layPod(lab: Lab, plan: PodPlan): Pod {
  const { name, spec } = plan
  const group = spec.securityContext.fsGroup
  const [main] = spec.containers
  const home = join(lab.folder, name)
  const log = join(home, 'log')
  const volume = (it: string) => join(home, it)
  let address = ''
  let wanted = false
  let child: ChildProcess | undefined
  mkdirSync(home)
  writeFileSync(log, '')
  lab.addPod(name)

  const pod: Pod = {
    name,
    address: () => address,
    async start() {
      address = lab.connect(name, plan.hosts)
      for (const it of spec.volumes) layVolume(volume(it.name), it, { ...plan, group })
      layFolder(volume(plan.claim), group)
      for (const it of spec.initContainers) {
        const code = await new Promise((resolve) => launch(it).once('exit', resolve))
        if (code !== 0) throw new Error(`${name}: ${it.name} ended with ${String(code)}`)
      }
      wanted = true
      keep()
      await eventually(`${name} has its first process`, hasBegun)
    },
    stop: () => end(main.lifecycle.preStop.exec.command),
    terminate: () => end(),
    async kill() {
      wanted = false
      const ended = running() && new Promise((resolve) => child!.once('exit', resolve))
      pod.crash()
      await ended
      lab.disconnect(name)
    },
    loseNode() {
      wanted = false
      lab.disconnect(name)
      pod.crash()
    },
    crash() {
      const first = firstProcess()
      if (first) process.kill(first, 'SIGKILL')
    },
    loseVolume: () => rmSync(volume(plan.claim), { recursive: true }),
    exec: (command) => exec(command, 60),
    ready: () => open(portOf(main.readinessProbe.tcpSocket.port), main.readinessProbe.timeoutSeconds),
    alive: () => exec(main.livenessProbe.exec.command, main.livenessProbe.timeoutSeconds),
    running,
    log: () => readFileSync(log, 'utf8'),
  }
  return pod

  async function end(hook?: readonly string[]): Promise<number | null> {
    wanted = false
    const first = firstProcess()
    let code: number | null = null
    if (first) {
      const seconds = spec.terminationGracePeriodSeconds
      const ended = new Promise<number | null>((resolve) => child!.once('exit', resolve))
      const timer = setTimeout(() => process.kill(first, 'SIGKILL'), seconds * 1000)
      if (hook) await exec(hook, seconds)
      if (running()) process.kill(first, 'SIGTERM')
      code = await ended
      clearTimeout(timer)
    }
    lab.disconnect(name)
    return code
  }

  function keep(): void {
    const own = launch(main)
    child = own
    own.once('exit', () => {
      if (wanted && child === own) setTimeout(() => wanted && child === own && keep(), 1000)
    })
  }

  function launch(container: Container): ChildProcess {
    const scratch = join(home, 'scratch')
    mkdirSync(scratch, { recursive: true })
    const mounts = join(home, `mounts-${container.name}`)
    const lines = container.volumeMounts
      .map((it) => [join(volume(it.name), it.subPath ?? ''), it.mountPath, it.readOnly ? 'ro' : 'rw'])
      .toSorted((a, b) => depth(a[1]!) - depth(b[1]!))
    lines.unshift([lab.hosts, '/etc/hosts', 'ro'])
    writeFileSync(mounts, lines.map((it) => `${it.join('\t')}\n`).join(''))
    const user = String(container.securityContext.runAsUser)
    const place = [lab.root, scratch, name, user, mounts]
    const namespaces = ['--mount', '--pid', '--uts', '--fork', '--kill-child']
    const command = ['sh', becomeContainer, ...place, ...withEnvironment(container, container.command)]
    const out = openSync(log, 'a')
    return spawn('ip', ['netns', 'exec', name, 'unshare', ...namespaces, ...command], {
      stdio: ['ignore', out, out],
    })
  }

  function withEnvironment({ env }: Container, command: readonly string[]): readonly string[] {
    const facts: Readonly<Record<string, string>> = { OSKC_POD_NAME: name, OSKC_POD_IP: address }
    const own = env.map((it) => `${it.name}=${it.value ?? facts[it.name]}`)
    return ['env', '-i', ...imageEnvironment, ...own, ...command]
  }

  function running(): boolean {
    return child !== undefined && child.exitCode === null && child.signalCode === null
  }

  /** The number that the first process of the container has in the lab. */
  function firstProcess(): number | undefined {
    if (!running()) return undefined
    const children = readFileSync(`/proc/${child!.pid}/task/${child!.pid}/children`, 'utf8')
    return Number(children.trim()) || undefined
  }

  /** Whether the first process has become the container's. */
  function hasBegun(): boolean {
    const first = firstProcess()
    const status = first ? readFileSync(`/proc/${first}/status`, 'utf8') : ''
    return status.includes(`\nUid:\t${main.securityContext.runAsUser}\t`)
  }

  async function exec(command: readonly string[], seconds: number): Promise<Result> {
    const first = firstProcess()
    if (!first) return { code: -1, out: 'the container does not run' }
    const user = String(main.securityContext.runAsUser)
    const into = ['--target', String(first), '--mount', '--pid', '--net', '--uts', '--root', '--wd']
    const as = ['--setuid', user, '--setgid', user]
    return run('nsenter', [...into, ...as, ...withEnvironment(main, command)], {}, seconds)
  }

  function portOf(port: string): number {
    return main.ports.find((it) => it.name === port)!.containerPort
  }

  function open(port: number, seconds: number): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect({ host: address, port, timeout: seconds * 1000 })
      const end = (answer: boolean) => {
        socket.destroy()
        resolve(answer)
      }
      socket.once('connect', () => end(true))
      socket.once('error', () => end(false))
      socket.once('timeout', () => end(false))
    })
  }
}

function depth(path: string): number {
  return path.split('/').length
}
