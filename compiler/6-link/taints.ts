import type { Report } from '../diagnostic.ts'
import type { PlainMap } from '../model/deployment.ts'
import type { Taint } from '../model/inventory.ts'
import type { LinkedService } from '../model/linked.ts'
import { untolerated } from './pod-problems.ts'

/** Reports nodes that would repel the pods of a service for ever. */
export function checkTaints(service: Omit<LinkedService, 'jobs' | 'sound'>, report: Report): void {
  const repelled = new Map<string, string[]>()
  for (const node of service.nodes)
    for (const taint of node.taints) {
      if (taint.effect === 'PreferNoSchedule' || service.tolerations.some((it) => tolerates(it, taint)))
        continue
      const name = `${taint.key}${taint.value ? `=${taint.value}` : ''}:${taint.effect}`
      repelled.set(name, [...(repelled.get(name) ?? []), node.name])
    }
  for (const [taint, nodes] of repelled) report.push(untolerated(service.at, service.name, taint, nodes))
}

/** Kubernetes' rule: an empty key with Exists takes every taint, an empty effect every effect. */
function tolerates(toleration: PlainMap, { key, value, effect }: Taint): boolean {
  if (toleration['effect'] !== undefined && toleration['effect'] !== effect) return false
  const exists = toleration['operator'] === 'Exists'
  if (toleration['key'] === undefined) return exists
  return toleration['key'] === key && (exists || (toleration['value'] ?? '') === (value ?? ''))
}
