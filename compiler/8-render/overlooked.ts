import type { Report } from '../diagnostic.ts'
import { settingLeaves } from '../lib/setting-leaves.ts'
import type { LinkedService } from '../model/linked.ts'
import type { NodeGroup } from '../model/settings.ts'
import { overlookedOverride } from './problems.ts'
import type { FileReads } from './render-file.ts'

/**
 * Reports settings of single nodes that only such files read as are the same on all nodes: they could have no effect.
 * Where a file of another service on these nodes follows them, they have one.
 */
export function reportOverlooked(
  reads: ReadonlyMap<LinkedService, FileReads>,
  groups: readonly NodeGroup[],
  report: Report,
): void {
  for (const { nodes, overrides } of groups) {
    const names = new Set(nodes.map((it) => it.node.name))
    const present = [...reads].filter(([service]) => service.nodes.some((it) => names.has(it.name)))
    for (const { path, at } of settingLeaves(overrides)) {
      const reader = present.find(([, it]) => covers(it.everywhere, path))
      if (!reader) continue
      if (present.some(([service, it]) => covers(it.here, path) || covers(service.commandReads, path)))
        continue
      report.push(overlookedOverride(at, path, reader[0].name))
    }
  }
}

/** Whether any of the paths is this one, or lies above or below it. */
function covers(paths: ReadonlySet<string>, path: string): boolean {
  return [...paths].some((it) => it === path || path.startsWith(`${it}.`) || it.startsWith(`${path}.`))
}
