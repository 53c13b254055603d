import * as assert from 'uvu/assert'
import { changed, inputsOf, type Inputs } from '../checks/inputs.ts'
import { ownerOf } from '../checks/waits.ts'
import { isComplete, isThere, type Cluster } from '../cluster.ts'
import { observe } from '../observe.ts'

/** The UIDs of the pods of each service, and of each job itself: one that ran before is not run again. */
export type Identities = ReadonlyMap<string, readonly string[]>

/** What runs in a namespace, and what it depends on. */
export interface State {
  readonly inputs: Inputs
  readonly identities: Identities
}

/** What of a namespace depends on something that changed, and what is wrong with what was started anew. */
export interface Restarts {
  readonly expected: readonly string[]
  readonly complaints: readonly string[]
}

/** Reads what runs, all of it ready or complete. */
export async function stateOf(cluster: Cluster, namespace: string): Promise<State> {
  const pods = (await cluster.pods(namespace)).filter((it) => !ownerOf(it).includes('/'))
  const jobs = await cluster.jobs(namespace)
  assert.ok(pods.every(isThere) && jobs.every(isComplete))
  const identities = new Map<string, readonly string[]>()
  for (const it of [...pods, ...jobs])
    identities.set(ownerOf(it), [...(identities.get(ownerOf(it)) ?? []), it.metadata.uid!].toSorted())
  return { identities, inputs: await inputsOf(cluster, namespace) }
}

/**
 * Compares what was started anew since with what depends on something that changed. Pods that are updated by hand run on;
 * where there are more or fewer pods now, the others run on.
 */
export async function restartsSince(before: State, cluster: Cluster, namespace: string): Promise<Restarts> {
  const after = await stateOf(cluster, namespace)
  const expected = changed(before.inputs, after.inputs)
  const manual = await updatedByHand(cluster, namespace)
  const complaints = [...after.identities].flatMap(([owner, uids]) => {
    const old = before.identities.get(owner) ?? []
    const gone = old.filter((it) => !uids.includes(it))
    const fresh = uids.filter((it) => !old.includes(it))
    if (expected.includes(owner) && !manual.includes(owner))
      return gone.length === old.length ? [] : [`${owner} still runs`]
    return gone.length === 0 || fresh.length === 0 ? [] : [`${owner} was started anew`]
  })
  const lost = [...before.identities.keys()].filter((it) => !after.identities.has(it))
  return { expected, complaints: [...complaints, ...lost.map((it) => `${it} is gone`)] }
}

/** The workloads whose pods are updated only where somebody deletes them. */
export async function updatedByHand(cluster: Cluster, namespace: string): Promise<readonly string[]> {
  const { workloads } = await observe(cluster, namespace)
  return workloads.filter((it) => it.spec.updateStrategy?.type === 'OnDelete').map((it) => it.metadata.name)
}
