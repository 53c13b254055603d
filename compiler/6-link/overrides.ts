import { settingLeaves } from '../lib/setting-leaves.ts'
import type { LinkedService } from '../model/linked.ts'
import type { Context } from './context.ts'
import { structuralOverride } from './pod-problems.ts'

/** Reports settings of single nodes that decide the structure of a service that runs there: they could have no effect. */
export function reportOverrides(services: readonly LinkedService[], { settings, report }: Context): void {
  for (const { nodes, overrides } of settings.groups) {
    const names = new Set(nodes.map((it) => it.node.name))
    const leaves = settingLeaves(overrides)
    for (const service of services) {
      if (!service.nodes.some((it) => names.has(it.name))) continue
      for (const { path, at } of leaves) {
        const read = [...service.structural].some(
          (it) => it === path || path.startsWith(`${it}.`) || it.startsWith(`${path}.`),
        )
        if (read) report.push(structuralOverride(at, path, service.name))
      }
    }
  }
}
