import type { Cluster } from '../cluster.ts'
import { messageOf } from '../control/api.ts'
import type { Job, Workload } from '../control/objects.ts'
import type { PodSpec } from '../control/pod-objects.ts'

/** The level that each workload and job of a manifest says it needs, by `Kind/name`: it stands beside the reason. */
export function declaredLevels(manifests: string): ReadonlyMap<string, string> {
  const found = manifests.split(/^---$/m).flatMap((text): readonly (readonly [string, string])[] => {
    const kind = /^kind: (Deployment|StatefulSet|DaemonSet|Job)$/m.exec(text)?.[1]
    const name = /^ {2}name: (.*)$/m.exec(text)?.[1]
    if (kind === undefined) return []
    const reasons = Array.from(text.matchAll(/^ *# (privileged|baseline): .{10,}/gm), (it) => it[1])
    const level = ['privileged', 'baseline'].find((it) => reasons.includes(it)) ?? 'restricted'
    return [[`${kind}/${name}`, level]]
  })
  return new Map(found)
}

/** The workloads and jobs whose pods a namespace refuses that enforces a level, by `Kind/name`; nothing is created. */
export async function refusedPods(
  { api, until }: Cluster,
  namespace: string,
  level: string,
  owners: readonly (Workload | Job)[],
): Promise<readonly string[]> {
  await api.patch(`/api/v1/namespaces/${namespace}`, {
    metadata: { labels: { 'pod-security.kubernetes.io/enforce': level } },
  })
  const path = `/api/v1/namespaces/${namespace}/pods?dryRun=All`
  const ask = (spec: PodSpec) =>
    api.ask('POST', path, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'tried', namespace }, spec })
  // What judges pods learns of the level a moment after the namespace has it.
  const { spec: any } = owners[0]!
  const worst = { ...podSpec(any), hostNetwork: true }
  await until(`pods of ${namespace} are judged by ${level}`, async () =>
    messageOf(await ask(worst)).includes(`violates PodSecurity "${level}:`),
  )
  const tried = owners.map(async ({ kind = 'Job', metadata, spec }) => {
    const answer = await ask(podSpec(spec))
    if (answer.status < 300) return []
    const message = messageOf(answer)
    if (!message.includes(`violates PodSecurity "${level}:`))
      throw new Error(`${kind}/${metadata.name}: ${message}`)
    return [`${kind}/${metadata.name}`]
  })
  return (await Promise.all(tried)).flat().toSorted()
}

/** As the controller of a StatefulSet makes it: with the claims of the pod. */
function podSpec(spec: (Workload | Job)['spec']): PodSpec {
  const pod = spec.template.spec
  const templates = 'volumeClaimTemplates' in spec ? (spec.volumeClaimTemplates ?? []) : []
  const claims = templates.map(({ metadata: { name } }) => ({
    name,
    persistentVolumeClaim: { claimName: name },
  }))
  return { ...pod, volumes: [...(pod.volumes ?? []), ...claims] }
}
