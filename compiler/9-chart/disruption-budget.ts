import type { Context } from './context.ts'
import { metadata, selectorLabels } from './labels.ts'
import type { Manifest } from './manifest.ts'

/** Lets a drain take one pod at a time, whatever the number of replicas. Drains leave DaemonSets alone. */
export function disruptionBudget(context: Context): readonly Manifest[] {
  if (context.service.kind === 'DaemonSet') return []
  const object = {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadata(context, context.service.name),
    spec: { maxUnavailable: 1, selector: { matchLabels: selectorLabels(context) } },
  }
  return [{ file: 'poddisruptionbudget.yaml', object }]
}
