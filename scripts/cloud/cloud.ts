import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Pod } from '../cluster/control/pod-objects.ts'
import { dependenciesOf, type Awaited } from '../cluster/kubelet/entrypoint.ts'
import { isWaitContainer } from '../cluster/kubelet/start-pod.ts'
import { environmentOf } from '../cluster/kubelet/fields.ts'
import { endPod, runPod, type CloudPod } from './cloud-pod.ts'
import { start } from './container.ts'
import type { Image } from './images.ts'
import type { Manifests } from './manifests.ts'
import { makeHost, type Host } from './network.ts'
import type { PodPlace } from './pod.ts'
import { plannedPods } from './plan.ts'

/** An environment whose pods run on this machine as processes. */
export interface Cloud {
  /** Starts all, each when what it waits for is there; throws with what a failed one said. */
  readonly start: () => Promise<void>
  /** The pod of a service, on a node where it is on several. */
  readonly pod: (service: string, node?: string) => CloudPod
  /** Runs a command in the first container of a pod: its exit code. */
  readonly runIn: (pod: CloudPod, command: readonly string[]) => Promise<number>
  /** Runs a program of an image to its end, in a pod of its own beside the others: its exit code and what it printed. */
  readonly run: (
    image: string,
    command: readonly string[],
    env: Readonly<Record<string, string>>,
  ) => Promise<{ readonly code: number; readonly out: string }>
  /** Ends all servers as Kubernetes does, some services last: what had to be killed, and why. */
  readonly end: (last: readonly string[]) => Promise<readonly Killed[]>
  readonly stop: () => Promise<void>
}

/** A pod of which a program did not end in time. */
export interface Killed {
  readonly pod: CloudPod
  readonly why: string
}

export interface CloudOptions {
  readonly manifests: Manifests
  readonly folder: string
  /** Node → the interfaces that it has. */
  readonly nodes: ReadonlyMap<string, readonly string[]>
  /** Further interfaces of every node, without an address. */
  readonly bareInterfaces?: readonly string[]
  readonly imageOf: (reference: string) => Image
  /** Services that do not run here; who waits for them finds them ready. */
  readonly pretended?: readonly string[]
  /** Told of each pod that became ready or done. */
  readonly say?: (line: string) => void
}

/** Lays out the pods of an environment; nothing runs yet. */
export function makeCloud(options: CloudOptions): Cloud {
  const { manifests, folder } = options
  const planned = plannedPods(manifests, options.nodes, options.bareInterfaces)
  const pods: readonly CloudPod[] = planned.pods.map((it) => ({
    ...it,
    state: options.pretended?.includes(it.service) ? 'ready' : 'waiting',
    running: [],
  }))
  const servers = pods.filter((it) => it.kind === 'server')
  mkdirSync(folder, { recursive: true })
  const hosts = join(folder, 'hosts')
  writeFileSync(hosts, planned.hosts)
  let visitor: Host | undefined
  let visits = 0
  const place = (it: CloudPod): PodPlace => ({
    pod: it.pod,
    host: it.host,
    folder: join(folder, 'pods', it.pod.metadata.name),
    node: join(folder, 'nodes', it.pod.spec.nodeName ?? ''),
    claims: join(folder, 'claims'),
    hosts,
    manifests,
    imageOf: options.imageOf,
  })
  return {
    start: () => settle(pods, place, options.say),
    pod: (service, node) => {
      const found = servers.find(
        (it) => it.service === service && (node === undefined || it.pod.spec.nodeName === node),
      )
      if (!found) throw new Error(`There is no pod of ${service}${node ? ` on ${node}` : ''}.`)
      return found
    },
    runIn: ({ running }, command) => running[0]!.execute(command, 30_000),
    run: async (image, command, env) => {
      visitor ??= makeHost('visitor')
      const name = `visit-${++visits}`
      const running = start({
        name,
        folder: join(folder, name),
        image: options.imageOf(image),
        host: visitor,
        command,
        env: new Map(Object.entries(env)),
        user: { uid: 42424, gid: 42424, groups: [42424] },
        mounts: [{ source: hosts, target: '/etc/hosts', writable: false }],
        readOnlyRoot: false,
        capabilities: [],
      })
      const code = await running.ended
      return { code, out: readFileSync(running.log, 'utf8').trim() }
    },
    end: async (last) => {
      const isLast = (it: CloudPod) => last.includes(it.service)
      const killed = await endAll(servers.filter((it) => !isLast(it)))
      return [...killed, ...(await endAll(servers.filter(isLast)))]
    },
    stop: async () => {
      for (const it of pods) it.state = 'failed'
      await Promise.all(pods.flatMap((it) => it.running.map((running) => running.stop(1))))
    },
  }
}

async function settle(
  pods: readonly CloudPod[],
  place: (pod: CloudPod) => PodPlace,
  say: CloudOptions['say'],
): Promise<void> {
  const working = new Set<Promise<void>>()
  for (;;) {
    const failed = pods.find((it) => it.state === 'failed')
    if (failed) throw new Error(`${failed.pod.metadata.name}: ${failed.trouble}`)
    const open = pods.filter((it) => it.state === 'waiting')
    const startable: CloudPod[] = []
    for (const it of open) if (await isFree(it, pods)) startable.push(it)
    for (const it of startable) {
      it.state = 'starting'
      const work: Promise<void> = runPod(it, place(it), say).finally(() => working.delete(work))
      working.add(work)
    }
    if (working.size === 0) {
      if (open.length === 0) return
      throw new Error(
        `Nothing can start: ${open.map((it) => it.pod.metadata.name).join(', ')} wait for ever.`,
      )
    }
    await Promise.race([...working, new Promise((resolve) => setTimeout(resolve, 500))])
  }
}

async function isFree({ pod }: CloudPod, pods: readonly CloudPod[]): Promise<boolean> {
  const container = (pod.spec.initContainers ?? []).find(isWaitContainer)
  if (!container) return true
  const none = (): Promise<undefined> => Promise.resolve(undefined)
  const env = await environmentOf(pod, container.env, none)
  return dependenciesOf(env).every(({ awaited }) => isThere(awaited, pod, pods))
}

function isThere({ kind, name, labels, sameNode }: Awaited, pod: Pod, pods: readonly CloudPod[]): boolean {
  const matches = (it: CloudPod) =>
    Object.entries(labels ?? {}).every(([key, value]) => it.pod.metadata.labels?.[key] === value)
  switch (kind) {
    case 'service':
      return pods.some((it) => it.services.includes(name!) && it.state === 'ready')
    case 'job':
      return name
        ? pods.some((it) => it.name === name && it.state === 'done')
        : pods.filter((it) => it.kind === 'job' && matches(it)).every((it) => it.state === 'done')
    case 'pod':
      return pods.some(
        (it) =>
          it.state === 'ready' && matches(it) && (!sameNode || it.pod.spec.nodeName === pod.spec.nodeName),
      )
  }
}

async function endAll(pods: readonly CloudPod[]): Promise<readonly Killed[]> {
  const ends = await Promise.allSettled(pods.map(endPod))
  return ends.flatMap((it, index) =>
    it.status === 'rejected' ? [{ pod: pods[index]!, why: String(it.reason) }] : [],
  )
}
