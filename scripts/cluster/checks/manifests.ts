import type { Cluster } from '../cluster.ts'
import { observe } from '../observe.ts'
import { declaredLevels, refusedPods } from './pod-security.ts'

/* What the API server says of manifests, beside what it lets pass. */

/** Fields that Kubernetes does not know, values that it does not take, and what is deprecated. */
export async function refusedFields(cluster: Cluster, manifests: string): Promise<readonly string[]> {
  const args = ['create', '--dry-run=server', '--validate=strict', '-f', '-']
  const { stderr, exitCode } = await cluster.kubectl(args, manifests)
  const lines = stderr.split('\n').filter(Boolean)
  return exitCode !== 0 && lines.length === 0 ? [`kubectl ended with ${exitCode}`] : lines
}

/** Workloads and jobs of a namespace that a Pod Security level refuses, or lets in, otherwise than their manifests say. */
export async function wrongLevels(
  cluster: Cluster,
  namespace: string,
  manifests: string,
): Promise<readonly string[]> {
  const declared = declaredLevels(manifests)
  const { workloads, jobs } = await observe(cluster, namespace)
  const owners = [...workloads, ...jobs]
  const complaints =
    declared.size === owners.length ? [] : [`${declared.size} of ${owners.length} say their level`]
  for (const level of ['restricted', 'baseline'] as const) {
    const refused = await refusedPods(cluster, namespace, level, owners)
    const expected = beyond(declared, level)
    complaints.push(
      ...refused
        .filter((it) => !expected.includes(it))
        .map((it) => `${it} is refused, and does not say why it needs more`),
      ...expected.filter((it) => !refused.includes(it)).map((it) => `${it} is not refused by ${level}`),
    )
  }
  return complaints
}

function beyond(declared: ReadonlyMap<string, string>, level: 'restricted' | 'baseline'): readonly string[] {
  const more = level === 'restricted' ? ['baseline', 'privileged'] : ['privileged']
  return [...declared].filter(([, it]) => more.includes(it)).map(([name]) => name)
}
