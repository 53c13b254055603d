import type { Cluster } from './cluster.ts'
import type { KubernetesObject } from './control/objects.ts'

/** Kinds that controllers make of others, and those that tell what happened. */
const made: ReadonlySet<string> = new Set([
  ...[
    'pods',
    'replicasets',
    'controllerrevisions',
    'endpoints',
    'endpointslices',
    'events',
    'leases',
    'podmetrics',
  ],
  ...['persistentvolumes'],
])

interface Resource {
  readonly name: string
  readonly kind: string
  readonly namespaced: boolean
  readonly verbs: readonly string[]
}

interface ResourceList {
  readonly groupVersion: string
  readonly resources: readonly Resource[]
}

type Plain = Readonly<Record<string, unknown>>

/** By `Kind/name`. */
export type Objects = Readonly<Record<string, unknown>>

/**
 * Everything in a namespace that somebody put there, by `Kind/name`, without what the server adds, what Helm notes about
 * its releases, and what is in every namespace.
 */
export async function allObjects({ api }: Cluster, namespace: string): Promise<Objects> {
  const found = new Map<string, unknown>()
  for (const { groupVersion, resources } of await groups(api)) {
    const base = groupVersion.includes('/') ? `/apis/${groupVersion}` : `/api/${groupVersion}`
    for (const { name, kind } of resources.filter((it) => isListed(it))) {
      const items = await api.list<KubernetesObject>(`${base}/namespaces/${namespace}/${name}`)
      for (const it of items)
        if (!isUsual(kind, it)) found.set(`${kind}/${it.metadata.name}`, normalised(it as unknown as Plain))
    }
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)))
}

async function groups(api: Cluster['api']): Promise<readonly ResourceList[]> {
  const { groups: all } = await api.get<{
    readonly groups: readonly { readonly preferredVersion: { readonly groupVersion: string } }[]
  }>('/apis')
  const paths = ['/api/v1', ...all.map((it) => `/apis/${it.preferredVersion.groupVersion}`)]
  return Promise.all(paths.map((it) => api.get<ResourceList>(it)))
}

function isListed({ name, namespaced, verbs }: Resource): boolean {
  return namespaced && verbs.includes('list') && !name.includes('/') && !made.has(name)
}

/** In every namespace, or of Helm. */
function isUsual(kind: string, { metadata, ...rest }: KubernetesObject): boolean {
  if (kind === 'Secret') return (rest as unknown as { readonly type?: string }).type === 'helm.sh/release.v1'
  return `${kind}/${metadata.name}` === 'ServiceAccount/default' || metadata.name === 'kube-root-ca.crt'
}

const ofTheServer = [
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'generation',
  'managedFields',
  'ownerReferences',
]

function normalised({ metadata, spec, ...rest }: Plain): unknown {
  const meta = metadata as Plain
  const wanted = omit((spec ?? {}) as Plain, ['clusterIP', 'clusterIPs', 'volumeName'])
  return {
    ...omit(rest, ['status']),
    metadata: {
      ...omit(meta, ofTheServer),
      annotations: without(meta['annotations'] as Plain | undefined),
      labels: withoutControllers(meta['labels'] as Plain | undefined),
      finalizers: undefined,
    },
    spec: jobSpec(wanted),
  }
}

function omit(object: Plain, keys: readonly string[]): Plain {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)))
}

/** Annotations by which Helm, kubectl and controllers know what they did. */
function without(annotations: Plain = {}): Plain {
  const theirs =
    /^(meta\.helm\.sh|kubectl\.kubernetes\.io|deployment\.kubernetes\.io|(volume|pv)\.(beta\.)?kubernetes\.io|deprecated\.daemonset)/
  return Object.fromEntries(Object.entries(annotations).filter(([key]) => !theirs.test(key)))
}

function withoutControllers(labels: Plain = {}): Plain {
  return Object.fromEntries(
    Object.entries(labels).filter(([key]) => !/^batch\.kubernetes\.io|controller-uid/.test(key)),
  )
}

/** The server chooses the labels by which a job knows its pods. */
function jobSpec(spec: Plain): Plain {
  const { selector, template, ...rest } = spec
  const chosen = JSON.stringify(selector ?? {}).includes('controller-uid')
  if (!chosen) return spec
  const { metadata, spec: pod } = template as Plain
  return { ...rest, template: { spec: pod, metadata: { labels: labelsOf(metadata as Plain) } } }
}

function labelsOf({ labels }: Plain): Plain {
  return Object.fromEntries(
    Object.entries((labels ?? {}) as Plain).filter(([key]) => !/controller-uid|job-name/.test(key)),
  )
}
