import type { Answer } from '../control/api.ts'
import type { EndpointSlice, Job, ObjectList, StringMap } from '../control/objects.ts'
import type { Pod } from '../control/pod-objects.ts'
import { refuse } from './refusal.ts'

/*
 * What the program kubernetes-entrypoint waits for, by its documentation: the variables DEPENDENCY_* of its container, read
 * with the token that is mounted there. The program itself has no module that could be built here.
 */

/** Asks the API server for something, with the rights of the pod. */
export type Ask = (path: string) => Promise<Answer>

/** What a pod waits for: something with a name, or all that bear some labels. */
export interface Awaited {
  readonly kind: 'service' | 'job' | 'pod'
  readonly namespace: string
  readonly name?: string
  readonly labels?: StringMap
  readonly sameNode?: boolean
}

/** One thing that a pod waits for. */
export interface Dependency {
  readonly awaited: Awaited
  /** Why it still has to be waited for; undefined when it is there. */
  readonly missing: (ask: Ask) => Promise<string | undefined>
}

type Variables = ReadonlyMap<string, string>

const ignored: ReadonlySet<string> = new Set(['POD_NAME', 'NAMESPACE', 'PATH'])

/** All dependencies that the environment of a waiting container names. Refuses what the program would pass over. */
export function dependenciesOf(env: Variables): readonly Dependency[] {
  const namespace = env.get('NAMESPACE') || 'default'
  const found: Dependency[] = []
  for (const [name, value] of env) {
    if (ignored.has(name)) continue
    if (name === 'DEPENDENCY_SERVICE') found.push(...names(value, namespace).map(service))
    else if (name === 'DEPENDENCY_JOBS') found.push(...names(value, namespace).map(job))
    else if (name === 'DEPENDENCY_JOBS_JSON')
      found.push(...parsed<JobDependency>(name, value, namespace).map(job))
    else if (name === 'DEPENDENCY_POD_JSON')
      found.push(...parsed<PodDependency>(name, value, namespace).map((it) => pod(it, env)))
    else refuse(`nothing is known of the variable ${name} of the waiting container`)
  }
  return found
}

interface Named {
  readonly namespace: string
  readonly name: string
}

interface JobDependency {
  readonly namespace: string
  readonly name?: string
  readonly labels?: StringMap
}

interface PodDependency {
  readonly namespace: string
  readonly labels: StringMap
  readonly requireSameNode?: boolean
}

/** `namespace:name`, separated by commas. */
function names(text: string, base: string): readonly Named[] {
  return text.split(',').map((it) => {
    const parts = it.split(':')
    const [namespace = '', name = ''] = parts.length > 1 ? parts : [base, it]
    if (parts.length > 2 || namespace === '' || name === '') refuse(`the dependency ${it} cannot be read`)
    return { namespace, name }
  })
}

/** What cannot be read counts as nothing to wait for, with a warning that nobody sees. */
function parsed<T extends { readonly namespace?: string }>(
  name: string,
  text: string,
  base: string,
): readonly (T & { readonly namespace: string })[] {
  try {
    return (JSON.parse(text) as readonly T[]).map((it) => ({ ...it, namespace: it.namespace || base }))
  } catch {
    return refuse(`the variable ${name} cannot be read: ${text}`)
  }
}

function service({ namespace, name }: Named): Dependency {
  const path = `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices${labelled({ 'kubernetes.io/service-name': name })}`
  return {
    awaited: { kind: 'service', namespace, name },
    missing: async (ask) => {
      const slices = await listed<EndpointSlice>(ask, path)
      const ready = slices.some(({ endpoints }) =>
        (endpoints ?? []).some((it) => (it.addresses?.length ?? 0) > 0 && it.conditions?.ready !== false),
      )
      return ready ? undefined : `service ${name} has no ready endpoints`
    },
  }
}

function job({ namespace, name, labels }: JobDependency): Dependency {
  const path = `/apis/batch/v1/namespaces/${namespace}/jobs`
  if (name && labels) refuse(`a job is named ${name} and has labels`)
  const text = name ?? JSON.stringify(labels)
  return {
    awaited: { kind: 'job', namespace, ...(name && { name }), ...(labels && { labels }) },
    missing: async (ask) => {
      const jobs = name
        ? await found<Job>(ask, `${path}/${name}`)
        : await listed<Job>(ask, path + labelled(labels ?? {}))
      if (jobs.length === 0) return `no job ${text} was found`
      return jobs.every((it) => it.status?.succeeded) ? undefined : `job ${text} is not completed yet`
    },
  }
}

function pod({ namespace, labels, requireSameNode = false }: PodDependency, env: Variables): Dependency {
  const own =
    env.get('POD_NAME') ?? refuse('POD_NAME is not set, so that a dependency on a pod is passed over')
  const text = `${JSON.stringify(labels)}${requireSameNode ? ' on the same node' : ''}`
  return {
    awaited: { kind: 'pod', namespace, labels, sameNode: requireSameNode },
    missing: async (ask) => {
      const base = env.get('NAMESPACE') || 'default'
      const [self] = await found<Pod>(ask, `/api/v1/namespaces/${base}/pods/${own}`)
      const pods = await listed<Pod>(ask, `/api/v1/namespaces/${namespace}/pods${labelled(labels)}`)
      const ready = pods.some(
        ({ status }) =>
          (!requireSameNode || status?.hostIP === self?.status?.hostIP) &&
          status?.conditions?.some((it) => it.type === 'Ready' && it.status === 'True'),
      )
      return ready ? undefined : `no pod ${text} is ready`
    },
  }
}

function labelled(labels: StringMap): string {
  const text = Object.entries(labels).map(([key, value]) => `${key}=${value}`)
  return `?labelSelector=${encodeURIComponent(text.join(','))}`
}

/** Refused reading is not waiting: it never ends. */
async function listed<T>(ask: Ask, path: string): Promise<readonly T[]> {
  const { status, body } = await ask(path)
  return status === 200 ? (body as ObjectList<T>).items : forbidden(path, status, body)
}

async function found<T>(ask: Ask, path: string): Promise<readonly T[]> {
  const { status, body } = await ask(path)
  return status === 200 ? [body as T] : status === 404 ? [] : forbidden(path, status, body)
}

function forbidden(path: string, status: number, body: unknown): never {
  return refuse(`GET ${path}: ${status} ${(body as { readonly message?: string }).message ?? ''}`)
}
