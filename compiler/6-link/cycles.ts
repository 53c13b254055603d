import type { Report } from '../diagnostic.ts'
import { topologicalSort } from '../lib/topological-sort.ts'
import type { Waits } from '../model/deployment.ts'
import type { LinkedService } from '../model/linked.ts'
import type { Place } from '../model/node.ts'
import { dependencyCycle } from './problems.ts'

/** Reports services and jobs that wait for each other in a circle. */
export function reportCycles(services: readonly LinkedService[], report: Report): void {
  const edges = new Map<string, readonly string[]>()
  const places = new Map<string, Place>()
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
    places.set(name, at)
  }
  const sorted = topologicalSort([...edges.keys()], (name) => edges.get(name) ?? [])
  if (!sorted.cycle) return
  const path = sorted.cycle
  const at = places.get(path[0]!)!
  const related = path
    .slice(0, -1)
    .map((from, index) => ({ message: `"${from}" waits for "${path[index + 1]}"`, at: places.get(from)! }))
  report.push(dependencyCycle(at, path, related))
}
