import type { Container as ContainerSpec } from '../cluster/control/pod-objects.ts'
import { isWaitContainer } from '../cluster/kubelet/start-pod.ts'
import { start, type Running } from './container.ts'
import { lastLines } from './last-lines.ts'
import type { PlannedPod } from './plan.ts'
import { containerOf, makeVolumes, type PodPlace } from './pod.ts'
import { succeeds } from './probe.ts'

/** A pod of a cloud. */
export interface CloudPod extends PlannedPod {
  state: 'waiting' | 'starting' | 'ready' | 'done' | 'failed'
  trouble?: string
  running: Running[]
}

/** Seconds in which the containers of a pod must become ready, each from when it has started. */
const patience = 180

/** Runs a pod until it is ready or its job done, and says how long it took; its state tells what became of it. */
export async function runPod(it: CloudPod, place: PodPlace, say?: (line: string) => void): Promise<void> {
  const { name } = it.pod.metadata
  const begin = Date.now()
  try {
    const volumes = await makeVolumes(place)
    for (const spec of it.pod.spec.initContainers ?? [])
      if (!isWaitContainer(spec)) await runToEnd(spec, volumes, place)
    if (it.kind === 'job')
      for (const spec of it.pod.spec.containers)
        await retried(it.retries, () => runToEnd(spec, volumes, place))
    else await serve(it, volumes, place)
    it.state = it.kind === 'job' ? 'done' : 'ready'
    say?.(`${((Date.now() - begin) / 1000).toFixed(1).padStart(6)} s  ${name}`)
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

async function serve(it: CloudPod, volumes: ReadonlyMap<string, string>, place: PodPlace): Promise<void> {
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

/** Ends a pod as Kubernetes does; throws where a program had to be killed. */
export async function endPod({ pod, running }: CloudPod): Promise<void> {
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
