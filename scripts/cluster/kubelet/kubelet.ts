import type { Api } from '../control/api.ts'
import type { Pod } from '../control/pod-objects.ts'
import { follow } from '../control/follow.ts'
import { warn } from './events.ts'
import { startPod, type Started } from './start-pod.ts'
import { refusalOf } from './refusal.ts'

/** What the kubelets of all nodes did with one pod. */
export interface PodRecord extends Started {
  readonly pod: Pod
  state: 'starting' | 'running' | 'completed' | 'failed'
  /** What keeps it from going on. */
  said: string
}

/** What a test wants the programs in the containers of a pod to do; where there is no kubelet (`absent`), nothing starts. */
export type Fate = 'run' | 'hold' | 'fail' | 'absent'

/** Plays the kubelets of all nodes: pods start only after what a kubelet and their init containers do was done. */
export interface Kubelet {
  /** By the pod's UID, also of pods that are gone. */
  readonly records: ReadonlyMap<string, PodRecord>
  /** Decides what the programs of a pod do; asked again whenever something changed. At first they all run. */
  readonly decide: (fate: (pod: Pod) => Fate) => void
  readonly stop: () => Promise<void>
}

const annotation = 'kubelet.test/containers'

/** Starts to care for all pods of a cluster. */
export function startKubelet(api: Api): Kubelet {
  const stopped = new AbortController()
  const end = new Promise<void>((resolve) => stopped.signal.addEventListener('abort', () => resolve()))
  const records = new Map<string, PodRecord>()
  const working = new Set<Promise<void>>()
  let fateOf: (pod: Pod) => Fate = () => 'run'
  let wake = (): void => {}
  let change = new Promise<void>((resolve) => (wake = resolve))
  const changed = (): void => {
    wake()
    change = new Promise((resolve) => (wake = resolve))
  }
  const pods = follow<Pod>(api, '/api/v1/pods', stopped.signal, changed)
  const others = [
    '/apis/batch/v1/jobs',
    '/apis/discovery.k8s.io/v1/endpointslices',
    '/api/v1/persistentvolumeclaims',
  ].map((path) => follow(api, path, stopped.signal, changed))

  const isThere = (uid: string): boolean => {
    const pod = pods.objects.get(uid)
    return pod !== undefined && pod.metadata.deletionTimestamp === undefined && !stopped.signal.aborted
  }
  /** Until something changed, and no more than once in a while: the more rarely, the more pods wait. */
  const pause = async (): Promise<void> => {
    const before = change
    const least = Math.max(500, 4 * working.size)
    await Promise.race([sleep(least), end])
    await Promise.race([before, sleep(10 * least), end])
  }
  const annotate = async (pod: Pod, containers: 'running' | 'completed' | 'failed'): Promise<void> => {
    const path = `/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}`
    await api.ask(
      'PATCH',
      path,
      { metadata: { uid: pod.metadata.uid, annotations: { [annotation]: containers } } },
      'application/merge-patch+json',
    )
  }

  const care = async (pod: Pod): Promise<void> => {
    const uid = pod.metadata.uid!
    const record: PodRecord = {
      ...{ pod, state: 'starting', said: '' },
      ...{ configured: [], waitsFor: [], missing: [], requests: [] },
    }
    records.set(uid, record)
    const told = new Set<string>()
    const work = startPod(api, pod, record, () => pods.objects.values())
    while (isThere(uid)) {
      try {
        const waiting = await work()
        record.said = waiting ?? ''
        if (waiting === undefined) break
      } catch (error) {
        record.said = refusalOf(error) ?? rethrow(error)
        if (!told.has(record.said)) await warn(api, pod, record.said)
        told.add(record.said)
      }
      await pause()
    }
    while (isThere(uid)) {
      const fate = fateOf(pod)
      const once = pod.spec.restartPolicy !== 'Always'
      const next =
        fate === 'hold' || fate === 'absent'
          ? 'starting'
          : fate === 'fail'
            ? 'failed'
            : once
              ? 'completed'
              : 'running'
      record.said = next === 'starting' ? 'held by the test' : ''
      if (next !== 'starting') {
        await annotate(pod, next)
        record.state = next
        return
      }
      await pause()
    }
  }

  const failures: unknown[] = []
  const look = (): void => {
    for (const [uid, pod] of pods.objects) {
      if (records.has(uid) || !pod.spec.nodeName || !pod.status?.podIP || !isThere(uid)) continue
      if (fateOf(pod) === 'absent') continue
      const work = care(pod)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => working.delete(work))
      working.add(work)
    }
  }
  const looking = (async () => {
    while (!stopped.signal.aborted) {
      const before = change
      look()
      await Promise.race([before, end])
      // Changes come in crowds, and all pods are looked through for each.
      await Promise.race([sleep(20), end])
    }
  })()

  return {
    records,
    decide: (fate) => {
      fateOf = fate
      changed()
    },
    stop: async () => {
      stopped.abort()
      await Promise.all([looking, ...working, pods.ended, ...others.map((it) => it.ended)])
      if (failures.length > 0) throw failures[0]
    },
  }
}

function rethrow(error: unknown): never {
  throw error
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
