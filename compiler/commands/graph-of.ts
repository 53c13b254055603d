import { lexicographic } from '../lib/lexicographic.ts'
import type { Waits } from '../model/deployment.ts'
import type { LinkedService } from '../model/linked.ts'

/** What starts after what in one environment. */
export interface Graph {
  readonly environment: string
  /** Sorted by name. */
  readonly nodes: readonly GraphNode[]
  /** Sorted by their ends. */
  readonly edges: readonly GraphEdge[]
}

export interface GraphNode {
  /** `service`, or `service/job`. */
  readonly name: string
  readonly kind: 'service' | 'job'
}

/** Something waits for something else. */
export interface GraphEdge {
  readonly from: string
  readonly to: string
  /** It waits for the one on its own node. */
  readonly local: boolean
}

/** The dependencies of services and their jobs; of some services, with all that these depend on. */
export function graphOf(
  environment: string,
  services: readonly LinkedService[],
  only: readonly string[],
): Graph {
  const nodes = services.flatMap((it): GraphNode[] => [
    { name: it.name, kind: 'service' },
    ...it.jobs.map((job): GraphNode => ({ name: `${it.name}/${job.name}`, kind: 'job' })),
  ])
  const edges = services.flatMap((it) => [
    ...edgesOf(it.name, it.name, it.waits),
    ...it.jobs.flatMap((job) => edgesOf(`${it.name}/${job.name}`, it.name, job.waits)),
  ])
  const whole = {
    environment,
    nodes: nodes.sort((a, b) => lexicographic(a.name, b.name)),
    edges: edges.sort((a, b) => lexicographic(a.from, b.from) || lexicographic(a.to, b.to)),
  }
  return only.length === 0 ? whole : reachable(whole, only)
}

function edgesOf(from: string, service: string, waits: Waits): readonly GraphEdge[] {
  const edge = (to: string, local = false): GraphEdge => ({ from, to, local })
  return [
    ...waits.services.map((it) => edge(it)),
    ...waits.ownJobs.map((it) => edge(`${service}/${it}`)),
    ...waits.otherJobs.map(({ instance, job }) => edge(`${instance}/${job}`)),
    ...waits.local.map((it) => edge(it, true)),
  ]
}

/** What some services and their jobs lead to. */
function reachable({ environment, nodes, edges }: Graph, services: readonly string[]): Graph {
  const found = new Set(nodes.map((it) => it.name).filter((it) => services.includes(it.split('/')[0]!)))
  const from = outgoing(edges)
  for (const name of found) for (const { to } of from.get(name) ?? []) found.add(to)
  return {
    environment,
    nodes: nodes.filter((it) => found.has(it.name)),
    edges: edges.filter((it) => found.has(it.from)),
  }
}

/** The edges that begin at each node. */
export function outgoing(edges: readonly GraphEdge[]): ReadonlyMap<string, readonly GraphEdge[]> {
  const found = new Map<string, GraphEdge[]>()
  for (const it of edges) {
    const list = found.get(it.from)
    if (list) list.push(it)
    else found.set(it.from, [it])
  }
  return found
}
