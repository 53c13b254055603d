import type { Cluster } from './cluster.ts'
import type { PodSpec } from './control/pod-objects.ts'
import { observe } from './observe.ts'

/** A secret as `name/key` that pods of a workload and of a job read in a file, as the operator of a database rotates it. */
export async function secretReadBy(cluster: Cluster, namespace: string): Promise<string> {
  const { workloads, jobs } = await observe(cluster, namespace)
  const read = (
    owners: readonly { readonly spec: { readonly template: { readonly spec: PodSpec } } }[],
  ): readonly string[] =>
    owners.flatMap(({ spec }) =>
      (spec.template.spec.volumes ?? []).flatMap(({ projected, secret }) => [
        ...(secret?.items ?? []).map((it) => `${secret!.secretName}/${it.key}`),
        ...(projected?.sources ?? []).flatMap((it) =>
          (it.secret?.items ?? []).map((one) => `${it.secret!.name}/${one.key}`),
        ),
      ]),
    )
  const ofJobs = new Set(read(jobs))
  const found = read(workloads).find((it) => ofJobs.has(it))
  if (found === undefined) throw new Error(`No secret of ${namespace} is read by a workload and a job.`)
  return found
}
