import type { Api } from './api.ts'
import { eventually } from './eventually.ts'
import type { Node, StringMap } from './objects.ts'

/** A node to be simulated, as an inventory lists it. */
export interface NodeEntry {
  readonly name: string
  readonly hostname?: string
  readonly addresses?: readonly string[]
  readonly labels?: StringMap
}

const resources = { cpu: '64', memory: '512Gi', pods: '500', 'ephemeral-storage': '1Ti' }

/** Adds nodes to a cluster, many at a time, and waits until all are ready. */
export async function addNodes(api: Api, entries: readonly NodeEntry[]): Promise<void> {
  await Promise.all(entries.map((it) => api.create('/api/v1/nodes', nodeOf(it))))
  const wanted = new Set(entries.map((it) => it.name))
  const seconds = 60 + entries.length / 10
  await eventually(
    `${entries.length} nodes are ready`,
    async () => {
      const ready = (await api.list<Node>('/api/v1/nodes')).filter(isReady)
      return ready.filter((it) => wanted.has(it.metadata.name)).length === wanted.size
    },
    seconds,
  )
}

function nodeOf({ name, hostname = name, addresses = [], labels = {} }: NodeEntry): unknown {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: { 'kubernetes.io/hostname': hostname, 'kubernetes.io/os': 'linux', ...labels },
    },
    status: {
      addresses: [
        ...addresses.map((address) => ({ type: 'InternalIP', address })),
        { type: 'Hostname', address: hostname },
      ],
      allocatable: resources,
      capacity: resources,
    },
  }
}

/** A new node bears taints until it is ready, which the controllers take away a moment after. */
function isReady(node: Node & { readonly spec?: { readonly taints?: readonly unknown[] } }): boolean {
  const ready = node.status?.conditions?.find((it) => it.type === 'Ready')
  return ready?.status === 'True' && (node.spec?.taints ?? []).length === 0
}
