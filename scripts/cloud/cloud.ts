import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Container as ContainerSpec, Pod } from '../cluster/control/pod-objects.ts'
import { dependenciesOf, type Awaited } from '../cluster/kubelet/entrypoint.ts'
import { isWaitContainer } from '../cluster/kubelet/start-pod.ts'
import { environmentOf } from '../cluster/kubelet/fields.ts'
import { start, type Running } from './container.ts'
import type { Image } from './images.ts'
import { lastLines } from './last-lines.ts'
import type { Manifests } from './manifests.ts'
import { makeHost, type Host } from './network.ts'
import { containerOf, makeVolumes, type PodPlace } from './pod.ts'
import { plannedPods, type PlannedPod } from './plan.ts'
import { succeeds } from './probe.ts'

/** An environment whose pods run on this machine as processes. */
export interface Cloud {
  /** Starts what was not started yet, each when what it waits for is there; throws with what a failed one said. */
  readonly start: (services?: readonly string[]) => Promise<void>
  readonly pod: (service: string) => CloudPod
  /** All pods but those of jobs. */
  readonly servers: () => readonly CloudPod[]
  /** Runs a program of an image to its end, in a pod of its own beside the others: its exit code and what it printed. */
  readonly run: (
    image: string,
    command: readonly string[],
    env: Readonly<Record<string, string>>,
  ) => Promise<{ readonly code: number; readonly out: string }>
  /** Ends a pod as Kubernetes does; throws where a program of it had to be killed. */
  readonly end: (pod: CloudPod) => Promise<void>
  readonly stop: () => Promise<void>
}

/** A pod of a cloud. */
export interface CloudPod extends PlannedPod {
  state: 'waiting' | 'starting' | 'ready' | 'done' | 'failed'
  trouble?: string
  running: Running[]
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
  /** Seconds in which a pod must become ready or a job be done, from when it starts. */
  readonly patience?: number
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
    start: (services) => settle(pods, services, place, options),
    pod: (service) => {
      const found = pods.find((it) => it.service === service && it.kind === 'server')
      if (!found) throw new Error(`There is no pod of ${service}.`)
      return found
    },
    servers: () => pods.filter((it) => it.kind === 'server'),
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
    end,
    stop: async () => {
      for (const it of pods) it.state = 'failed'
      await Promise.all(pods.flatMap((it) => it.running.map((running) => running.stop(1))))
    },
  }
}

async function settle(
  pods: readonly CloudPod[],
  services: readonly string[] | undefined,
  place: (pod: CloudPod) => PodPlace,
  options: CloudOptions,
): Promise<void> {
  const wanted = pods.filter((it) => !services || services.includes(it.service))
  const working = new Set<Promise<void>>()
  for (;;) {
    const failed = wanted.find((it) => it.state === 'failed')
    if (failed) throw new Error(`${failed.pod.metadata.name}: ${failed.trouble}`)
    const open = wanted.filter((it) => it.state === 'waiting')
    const startable: CloudPod[] = []
    for (const it of open) if (await isFree(it, pods)) startable.push(it)
    for (const it of startable) {
      it.state = 'starting'
      const work: Promise<void> = run(it, place(it), options).finally(() => working.delete(work))
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

async function run(it: CloudPod, place: PodPlace, options: CloudOptions): Promise<void> {
  const { name } = it.pod.metadata
  const begin = Date.now()
  try {
    const volumes = await makeVolumes(place)
    for (const spec of it.pod.spec.initContainers ?? [])
      if (!isWaitContainer(spec)) await runToEnd(spec, volumes, place)
    if (it.kind === 'job')
      for (const spec of it.pod.spec.containers)
        await retried(it.retries, () => runToEnd(spec, volumes, place))
    else await serve(it, volumes, place, options.patience ?? 180)
    it.state = it.kind === 'job' ? 'done' : 'ready'
    options.say?.(`${((Date.now() - begin) / 1000).toFixed(1).padStart(6)} s  ${name}`)
  } catch (error) {
    it.state = 'failed'
    it.trouble = error instanceof Error ? error.message : String(error)
  }
}

/** As Kubernetes does with jobs. */
async function retried(times: number, work: () => Promise<void>): Promise<void> {
  for (let left = times; ; left--)
    try {
      return await work()
    } catch (error) {
      if (left === 0) throw error
      await new Promise((resolve) => setTimeout(resolve, 2000))
    }
}

async function runToEnd(
  spec: ContainerSpec,
  volumes: ReadonlyMap<string, string>,
  place: PodPlace,
): Promise<void> {
  const running = start(await containerOf(spec, volumes, place))
  const code = await running.ended
  if (code !== 0) throw new Error(`${spec.name} ended with ${code}:\n${lastLines(running.log)}`)
}

async function serve(
  it: CloudPod,
  volumes: ReadonlyMap<string, string>,
  place: PodPlace,
  patience: number,
): Promise<void> {
  const { containers } = it.pod.spec
  for (const spec of containers) it.running.push(start(await containerOf(spec, volumes, place)))
  for (const [index, spec] of containers.entries()) {
    const running = it.running[index]!
    const hook = spec.lifecycle?.postStart?.exec
    if (hook && (await running.execute(hook.command, 60_000)) !== 0)
      throw new Error(`${spec.name}: its command after the start failed.\n${lastLines(running.log)}`)
    const deadline = Date.now() + patience * 1000
    for (const probe of [spec.startupProbe, spec.readinessProbe])
      while (!(await succeeds(probe, running, it.pod, it.host.address))) {
        if (it.state === 'failed') throw new Error('It is not wanted any more.')
        if (!running.alive()) throw new Error(`${spec.name} ended:\n${lastLines(running.log)}`)
        if (Date.now() > deadline) throw new Error(`${spec.name} is not ready:\n${lastLines(running.log)}`)
        await new Promise((resolve) => setTimeout(resolve, 500))
      }
  }
}

async function end({ pod, running }: CloudPod): Promise<void> {
  const grace = pod.spec.terminationGracePeriodSeconds ?? 30
  await Promise.all(
    running.map(async (it, index) => {
      const begin = Date.now()
      const left = () => grace - (Date.now() - begin) / 1000
      const hook = pod.spec.containers[index]!.lifecycle?.preStop?.exec
      if (hook) await it.execute(hook.command, grace * 1000)
      await it.stop(Math.max(left(), 0))
      if (left() <= 0) throw new Error(`${it.container.name} did not end within ${grace} s.`)
    }),
  )
}
