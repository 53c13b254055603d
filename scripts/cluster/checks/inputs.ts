import type { ConfigMap, Job, Secret, Workload } from '../control/objects.ts'
import type { PodSpec } from '../control/pod-objects.ts'
import type { Cluster } from '../cluster.ts'
import { objectsIn, observe } from '../observe.ts'
import { ownerOf } from './waits.ts'

/** All that pods of a service or job depend on, by what `oskc graph` calls it. */
export type Inputs = ReadonlyMap<string, string>

/**
 * What the pods of each workload and job would read and run if they were made now: not what any checksum says, but the
 * pod's template without those, and the content of the files and secrets that it mounts. Which node takes which variant is
 * left out, since no pod's content changes by that of another node; so are whole folders of keys, whose programs may read
 * them again by themselves.
 */
export async function inputsOf(cluster: Cluster, namespace: string): Promise<Inputs> {
  const { workloads, jobs } = await observe(cluster, namespace)
  const maps = await objectsIn<ConfigMap>(cluster, namespace, 'api/v1/configmaps')
  const secrets = await objectsIn<Secret>(cluster, namespace, 'api/v1/secrets')
  const data = new Map<string, Readonly<Record<string, string>>>([
    ...maps.map((it) => [`configMap ${it.metadata.name}`, it.data ?? {}] as const),
    ...secrets.map((it) => [`secret ${it.metadata.name}`, it.data ?? {}] as const),
  ])
  const inputs = (owner: Workload | Job): readonly [string, string] => {
    const { spec } = owner.spec.template
    return [ownerOf(owner), JSON.stringify([spec, ...contents(spec, data)])]
  }
  return new Map([...workloads, ...jobs].map(inputs))
}

function contents(
  spec: PodSpec,
  data: ReadonlyMap<string, Readonly<Record<string, string>>>,
): readonly unknown[] {
  const pick = (source: string, keys: readonly string[]): readonly unknown[] =>
    keys.map((key) => [source, key, data.get(source)?.[key]])
  const mounted = (spec.volumes ?? []).flatMap(({ configMap, secret, projected }) => [
    ...pick(
      `configMap ${configMap?.name}`,
      (configMap?.items ?? []).map((it) => it.key),
    ),
    ...pick(
      `secret ${secret?.secretName}`,
      (secret?.items ?? []).map((it) => it.key),
    ),
    ...(projected?.sources ?? []).flatMap((it) =>
      pick(
        `secret ${it.secret?.name}`,
        (it.secret?.items ?? []).map((one) => one.key),
      ),
    ),
  ])
  const variables = [...(spec.initContainers ?? []), ...spec.containers]
    .flatMap((it) => it.env ?? [])
    .flatMap(({ valueFrom }) =>
      valueFrom?.secretKeyRef
        ? pick(`secret ${valueFrom.secretKeyRef.name}`, [valueFrom.secretKeyRef.key])
        : [],
    )
  return [...mounted, ...variables]
}

/** The services and jobs whose inputs differ, and those that there were not before. */
export function changed(before: Inputs, after: Inputs): readonly string[] {
  return [...after]
    .filter(([owner, it]) => before.get(owner) !== it)
    .map(([owner]) => owner)
    .toSorted()
}
