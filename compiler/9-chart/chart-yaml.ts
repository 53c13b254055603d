import { fingerprint } from '../lib/fingerprint.ts'
import { lexicographic } from '../lib/lexicographic.ts'
import { toYaml } from '../lib/to-yaml.ts'
import type { DeployedEnvironment } from '../model/deployment.ts'
import { icon } from './icon.ts'
import { keyRank } from './key-rank.ts'

/** One chart's files, by path inside the chart. */
export type ChartFiles = readonly (readonly [path: string, text: string])[]

/** What tells one chart from another. */
export interface ChartIdentity {
  readonly name: string
  readonly description: string
  readonly version: string
  readonly dependencies?: readonly { readonly name: string; readonly version: string }[]
}

/** The Chart.yaml of a chart. */
export function chartYaml(environment: DeployedEnvironment, chart: ChartIdentity): string {
  const { maintainers, release } = environment
  return toYaml(
    {
      apiVersion: 'v2',
      ...chart,
      appVersion: release,
      kubeVersion: '>=1.29.0-0',
      type: 'application',
      icon,
      maintainers: maintainers.length > 0 ? maintainers.map((it) => ({ ...it })) : undefined,
      dependencies: chart.dependencies?.map((it) => ({ ...it })),
    },
    { rank: keyRank },
  )
}

/** A version that changes with any byte of the chart. The `h` makes it valid even where the hash is all digits. */
export function chartVersion(environment: DeployedEnvironment, files: ChartFiles): string {
  const parts = [...files].sort(([a], [b]) => lexicographic(a, b)).flat()
  const identity = JSON.stringify([environment.release, environment.maintainers])
  return `0.1.0-h${fingerprint([identity, ...parts]).slice(0, 12)}`
}
