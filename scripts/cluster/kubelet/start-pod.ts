import type { Api } from '../control/api.ts'
import type { Container, Pod } from '../control/pod-objects.ts'
import { filesOf, refuseUnreadable, viewsOf, type View } from './container-view.ts'
import { dependenciesOf, type Awaited, type Dependency } from './entrypoint.ts'
import { environmentOf, expanded } from './fields.ts'
import { refuseHostPorts, refusePorts } from './ports.ts'
import { refuse } from './refusal.ts'
import { isConfigureStep, runConfigure, type Configured } from './run-configure.ts'
import { mountVolume, volumeReader, type MountedVolume, type VolumeFile } from './volumes.ts'

/** What became known while a pod was made ready to start. */
export interface Started {
  /** The files that its configure steps wrote, by container. */
  configured: readonly (Configured & { readonly container: string })[]
  /** All that its waiting container waits for. */
  waitsFor: readonly Awaited[]
  /** What of it was not there yet when it looked last. */
  missing: readonly Awaited[]
  /** What was asked of the API with the pod's own token. */
  requests: readonly string[]
  /** What each container finds, once all of them can start. */
  containers?: ReadonlyMap<string, ContainerContent>
}

/** What a container finds when it starts. */
export interface ContainerContent {
  readonly env: ReadonlyMap<string, string>
  readonly files: ReadonlyMap<string, VolumeFile>
  /** With the variables of its environment filled in. */
  readonly command: readonly string[]
}

/**
 * Gives a function that does all that comes before the containers of a pod start, as far as it goes: it says what the pod
 * waits for, or nothing when they can start, and refuses what a kubelet refuses. It is called until then.
 */
export function startPod(
  api: Api,
  pod: Pod,
  record: Started,
  others: () => Iterable<Pod>,
): () => Promise<string | undefined> {
  const reader = volumeReader(api, pod)
  const done = new Set<string>()
  const waiting = new Map<string, readonly Dependency[]>()

  const key = async (
    kind: 'configmaps' | 'secrets',
    name: string,
    key: string,
    optional: boolean,
  ): Promise<Buffer | undefined> => {
    const keys =
      kind === 'secrets' ? await reader.secret(name, optional) : await reader.configMap(name, optional)
    return keys?.get(key) ?? (optional ? undefined : refuse(`couldn't find key ${key} in ${kind} ${name}`))
  }
  const volumes = new Map<string, MountedVolume>()
  const prepare = async (): Promise<void> => {
    refusePorts(pod)
    refuseHostPorts(pod, others())
    const mounted = (pod.spec.volumes ?? []).map(
      async (it) => [it.name, await mountVolume(it, pod, reader)] as const,
    )
    for (const [name, volume] of await Promise.all(mounted)) volumes.set(name, volume)
  }
  const content = async (
    container: Container,
  ): Promise<ContainerContent & { readonly views: readonly View[] }> => {
    const views = viewsOf(container, volumes)
    const files = filesOf(views)
    refuseUnreadable(pod, container, files)
    const env = await environmentOf(pod, container.env, key)
    const command = [...(container.command ?? []), ...(container.args ?? [])].map((it) => expanded(it, env))
    return { views, files, env, command }
  }
  const initialise = async (container: Container): Promise<string | undefined> => {
    const { views, files, env } = await content(container)
    if (isWaitContainer(container)) return wait(container, env, files)
    if (!isConfigureStep(container)) return undefined
    const written = await runConfigure(pod, container, views, env)
    record.configured = [...record.configured, ...written.map((it) => ({ ...it, container: container.name }))]
    return undefined
  }
  const wait = async (
    { name }: Container,
    env: ReadonlyMap<string, string>,
    files: ReadonlyMap<string, VolumeFile>,
  ): Promise<string | undefined> => {
    const token = files.get(tokenPath) ?? refuse(`container ${name} has no token at ${tokenPath}`)
    const own = api.as(token.bytes.toString('utf8'))
    const ask = (path: string): ReturnType<Api['ask']> => {
      if (!record.requests.includes(path)) record.requests = [...record.requests, path]
      return own.ask('GET', path)
    }
    const known = waiting.get(name) ?? dependenciesOf(env)
    if (!waiting.has(name)) record.waitsFor = [...record.waitsFor, ...known.map((it) => it.awaited)]
    const looked = await Promise.all(known.map(async (it) => ({ it, missing: await it.missing(ask) })))
    // What was there once is not asked for again.
    const rest = looked.filter(({ missing }) => missing !== undefined)
    const left = rest.map(({ it }) => it)
    waiting.set(name, left)
    record.missing = left.map((it) => it.awaited)
    return rest.length > 0 ? rest.map(({ missing }) => missing).join('; ') : undefined
  }

  return async () => {
    if (!done.has('volumes')) await prepare()
    done.add('volumes')
    for (const container of pod.spec.initContainers ?? []) {
      if (done.has(container.name)) continue
      const said = await initialise(container)
      if (said !== undefined) return `${container.name}: ${said}`
      done.add(container.name)
    }
    const found = new Map<string, ContainerContent>()
    for (const container of pod.spec.containers) {
      const { env, files, command } = await content(container)
      found.set(container.name, { env, files, command })
    }
    record.containers = found
    return undefined
  }
}

const tokenPath = '/var/run/secrets/kubernetes.io/serviceaccount/token'

/** Whether a container is the one that waits for dependencies. */
export function isWaitContainer({ command }: Container): boolean {
  return command?.length === 1 && command[0] === 'kubernetes-entrypoint'
}
