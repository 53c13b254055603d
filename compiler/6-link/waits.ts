import { asScalar, itemsOf, valueAt } from '../lib/node.ts'
import type { Waits } from '../model/deployment.ts'
import type { LinkedJob, ResolvedNeed } from '../model/linked.ts'
import type { Node, Place, Scalar } from '../model/node.ts'
import type { Context, Frame, Needs } from './context.ts'
import { notOnSameNodes, unknownDependency } from './problems.ts'

/** What something waits for, as it is said. */
export interface Waiter {
  readonly at: Place
  /** Names of needs whose provider it waits for. */
  readonly needs: readonly string[]
  /** Names of needs whose owner's jobs it waits for. */
  readonly jobsOfNeeds: readonly string[]
  readonly ownJobs: readonly string[]
  /** Names written under `dependencies:`. */
  readonly dependencies: Node | undefined
  /** Waits for its own service as well. */
  readonly afterStart?: boolean
}

/** What is known of all instances of an environment when waits are resolved. */
export interface Roster {
  readonly context: Context
  readonly needsOf: ReadonlyMap<string, Needs>
  readonly jobsOf: ReadonlyMap<string, readonly LinkedJob[]>
  /** The instance that carries the jobs of a need, for an instance that has this need. */
  ownerOf(frame: Frame, need: ResolvedNeed): Frame | undefined
}

export const noWaits: Waits = { services: [], ownJobs: [], otherJobs: [], local: [] }

/** Resolves what something waits for into names of the namespace; sorted, each once. */
export function resolveWaits(waiter: Waiter, frame: Frame, roster: Roster): Waits {
  const found: Found = {
    services: new Set(),
    ownJobs: new Set(waiter.ownJobs),
    otherJobs: new Map(),
    local: new Set(),
  }
  const needs = roster.needsOf.get(frame.instance.name)
  for (const name of waiter.needs) {
    const need = needs?.get(name)
    if (need?.wait) addNeed(need, frame, waiter.jobsOfNeeds.includes(name), roster, found)
  }
  if (waiter.afterStart && frame.ports.length > 0) found.services.add(frame.instance.name)
  for (const name of dependenciesOf(waiter.dependencies)) addDependency(name, frame, needs, roster, found)
  return {
    services: [...found.services].sort(),
    ownJobs: [...found.ownJobs],
    otherJobs: [...found.otherJobs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, it]) => it),
    local: [...found.local].sort(),
  }
}

/** The names under `dependencies:`; an item with a condition is a mapping. */
export function dependenciesOf(node: Node | undefined): readonly Scalar[] {
  return itemsOf(node).flatMap((it) => asScalar(it) ?? asScalar(valueAt(it, 'name')) ?? [])
}

interface Found {
  readonly services: Set<string>
  readonly ownJobs: Set<string>
  readonly otherJobs: Map<string, { readonly instance: string; readonly job: string }>
  readonly local: Set<string>
}

function addNeed(need: ResolvedNeed, frame: Frame, withJobs: boolean, roster: Roster, found: Found): void {
  const provider = roster.context.frames.get(need.provider.name)
  if (provider && provider.ports.length > 0) found.services.add(provider.instance.name)
  if (!withJobs || !need.definition?.jobs) return
  const owner = roster.ownerOf(frame, need)
  if (!owner) return
  for (const job of roster.jobsOf.get(owner.instance.name) ?? [])
    if (job.need === need.name) addJob(owner.instance.name, job.name, frame, found)
}

function addJob(instance: string, job: string, frame: Frame, found: Found): void {
  if (instance === frame.instance.name) found.ownJobs.add(job)
  else found.otherJobs.set(`${instance}\n${job}`, { instance, job })
}

/** A job, a need, or a service; `:local` is a service on the same node. Jobs of the own component come first. */
function addDependency(
  written: Scalar,
  frame: Frame,
  needs: Needs | undefined,
  roster: Roster,
  found: Found,
): void {
  const { context, jobsOf } = roster
  const local = written.source.endsWith(':local')
  const name = local ? written.source.slice(0, -':local'.length) : written.source
  const own = jobsOf.get(frame.instance.name)?.some((it) => it.name === name)
  if (own && !local) return void found.ownJobs.add(name)
  const service =
    context.frames.get(needs?.get(name)?.provider.name ?? name) ??
    [...context.frames.values()].find((it) => it.instance.entry.name === name)
  if (service && local) return addLocal(written, frame, service, context, found)
  const need = needs?.get(name)
  if (service && need) return addNeed(need, frame, true, roster, found)
  if (service) return void found.services.add(service.instance.name)
  const carrier = local ? undefined : carrierOf(name, frame, roster)
  if (carrier !== undefined) return addJob(carrier, name, frame, found)
  // What is missing may belong to something that is broken, which has been reported.
  if (context.placement.broken || [...context.placement.instances.keys()].some((it) => !jobsOf.has(it)))
    return
  context.report.push(
    unknownDependency(written, [
      ...context.frames.keys(),
      ...(needs?.keys() ?? []),
      ...[...jobsOf.values()].flat().map((it) => it.name),
    ]),
  )
}

/** The only instance with a job of that name: of the same component, else of all. */
function carrierOf(job: string, { instance }: Frame, { context, jobsOf }: Roster): string | undefined {
  const all = [...jobsOf].filter(([, jobs]) => jobs.some((it) => it.name === job)).map(([name]) => name)
  const own = all.filter(
    (it) => context.frames.get(it)?.instance.entry.component === instance.entry.component,
  )
  const carriers = own.length > 0 ? own : all
  return carriers.length === 1 ? carriers[0] : undefined
}

function addLocal(at: Place, frame: Frame, service: Frame, { report }: Context, found: Found): void {
  const there = new Set(service.instance.nodes.map((it) => it.name))
  const missing = frame.instance.nodes.filter((it) => !there.has(it.name)).map((it) => it.name)
  if (missing.length > 0)
    report.push(notOnSameNodes(at, frame.instance.name, service.instance.name, missing, service.instance.at))
  else found.local.add(service.instance.name)
}
