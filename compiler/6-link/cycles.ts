import type { Report } from '../diagnostic.ts'
import { topologicalSort } from '../lib/topological-sort.ts'
import type { Waits } from '../model/deployment.ts'
import type { LinkedService } from '../model/linked.ts'
import { itemsOf, scalarsOf, valueAt } from '../lib/node.ts'
import type { Node, Place, Scalar } from '../model/node.ts'
import { dependencyCycle } from './problems.ts'

/** Reports services and jobs that wait for each other in a circle. */
export function reportCycles(services: readonly LinkedService[], report: Report): void {
  const edges = new Map<string, readonly string[]>()
  const owners = new Map<string, { readonly service: LinkedService; readonly at: Place }>()
  for (const service of services) {
    add(service.name, service.waits, service, service.at)
    for (const job of service.jobs) add(`${service.name}/${job.name}`, job.waits, service, job.at)
  }
  function add(name: string, waits: Waits, service: LinkedService, at: Place): void {
    edges.set(name, [
      ...waits.services,
      ...waits.local,
      ...waits.ownJobs.map((it) => `${service.name}/${it}`),
      ...waits.otherJobs.map((it) => `${it.instance}/${it.job}`),
    ])
    owners.set(name, { service, at })
  }
  const sorted = topologicalSort([...edges.keys()], (name) => edges.get(name) ?? [])
  if (!sorted.cycle) return
  const path = sorted.cycle
  const related = path.slice(0, -1).map((from, index) => {
    const to = path[index + 1]!
    const { service, at } = owners.get(from)!
    const target = owners.get(to)!.service
    return { message: `"${from}" waits for "${to}" here.`, at: reasonOf(service, target, to) ?? at }
  })
  const [first, ...others] = related
  report.push(dependencyCycle(first!.at, path, others))
}

/** What makes a service, or one of its jobs, wait for another: a need, or a name under `dependencies`. */
function reasonOf({ needs, placed }: LinkedService, target: LinkedService, to: string): Place | undefined {
  const names = [to, to.split('/').at(-1)!, target.name, target.service]
  for (const it of dependenciesOf(valueAt(placed.entry.body, 'containers')))
    if (names.includes(it.source.replace(/:local$/, ''))) return it
  return [...needs.values()].find((it) => it.provider.name === target.name)?.at
}

function dependenciesOf(containers: Node | undefined): readonly Scalar[] {
  return itemsOf(containers)
    .flatMap((it) => [valueAt(it, 'daemon'), ...itemsOf(valueAt(it, 'pre')), ...itemsOf(valueAt(it, 'post'))])
    .flatMap((it) => scalarsOf(valueAt(it, 'dependencies')))
}
