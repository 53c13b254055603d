import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { runHelm, type Helm, type HelmResult } from '../tools/helm.ts'
import type { Api } from './control/api.ts'
import { clusterPrograms, startControlPlane } from './control/control-plane.ts'
import { eventually } from './control/eventually.ts'
import { startKeeper, type Keeper } from './control/keeper.ts'
import { addNodes, type NodeEntry } from './control/nodes.ts'
import type { Event, Job } from './control/objects.ts'
import type { Pod } from './control/pod-objects.ts'
import { startKubelet, type Kubelet } from './kubelet/kubelet.ts'
import { oskcProgram } from './project.ts'

/** A Kubernetes cluster with simulated nodes, for one test. */
export interface Cluster {
  readonly api: Api
  readonly kubelet: Kubelet
  /** The folder of the keeper: logs, and files of the test's own. */
  readonly folder: string
  readonly kubeconfig: string
  readonly addNodes: (entries: readonly NodeEntry[]) => Promise<void>
  /** Runs kubectl; a failure is a result. */
  readonly kubectl: (args: readonly string[], input?: string) => Promise<HelmResult>
  /** Runs Helm; a failure is a result. */
  readonly helm: (helm: Helm, ...args: readonly string[]) => Promise<HelmResult>
  /** Runs a line of shell in a folder, with `kubectl`, `oskc`, and this Helm as `helm`; throws where it fails. */
  readonly shell: (helm: Helm, folder: string, line: string) => Promise<void>
  readonly pods: (namespace: string) => Promise<readonly Pod[]>
  readonly jobs: (namespace: string) => Promise<readonly Job[]>
  /** Waits until all pods of a namespace run or have completed, and all its jobs are complete. */
  readonly settle: (namespace: string, seconds?: number) => Promise<void>
  readonly warnings: (namespace: string) => Promise<readonly string[]>
  /** What there is to know about pods that do not run. */
  readonly troubles: () => Promise<string>
  readonly until: (hope: string, holds: () => Promise<boolean> | boolean, seconds?: number) => Promise<void>
  readonly stop: (logs: 'keep' | 'discard') => Promise<void>
}

/** Starts a cluster with nodes that are ready. */
export async function startCluster(nodes: readonly NodeEntry[]): Promise<Cluster> {
  const programs = clusterPrograms()
  if (programs === undefined) throw new Error('There are no programs for a cluster.')
  const keeper = startKeeper()
  try {
    const { api, kubeconfig } = await startControlPlane(programs, keeper)
    const kubelet = startKubelet(api)
    await addNodes(api, nodes)
    await api.create('/apis/storage.k8s.io/v1/storageclasses', storageClass)
    const stop: Cluster['stop'] = async (logs) => {
      await kubelet.stop().finally(() => keeper.end(logs))
      api.close()
    }
    return clusterOf({ api, kubelet, kubeconfig, keeper, folder: keeper.folder, stop }, programs)
  } catch (error) {
    await keeper.end('keep')
    throw error
  }
}

const storageClass = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'local-disk', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  provisioner: 'kwok.test/local-disk',
  volumeBindingMode: 'WaitForFirstConsumer',
}

/**
 * What a busy control plane says of itself and puts right: two of its parts write to one object at once, as the scheduler
 * and the provisioner do to a claim that pods share; a pod is deleted while the scheduler gives it a node; the API server
 * looks through its addresses while it gives one away. That the scheduler learns of a claim after its pod is alike, as
 * long as there is one.
 */
const passing = new RegExp(
  [
    'the object has been modified; please apply your changes to the latest version',
    'FailedScheduling: .*is being deleted, cannot be assigned to a host$',
    'FailedScheduling: .*is out of sync \\(stored: ',
    'ClusterIPNotAllocated: .* repairing$',
  ].join('|'),
)

type Base = Pick<Cluster, 'api' | 'kubelet' | 'kubeconfig' | 'folder' | 'stop'> & { readonly keeper: Keeper }

function clusterOf(base: Base, programs: string): Cluster {
  const { api, kubelet, kubeconfig } = base
  const pods = (namespace: string): Promise<readonly Pod[]> =>
    api.list<Pod>(`/api/v1/namespaces/${namespace}/pods`)
  const jobs = (namespace: string): Promise<readonly Job[]> =>
    api.list<Job>(`/apis/batch/v1/namespaces/${namespace}/jobs`)
  const kubectl: Cluster['kubectl'] = (args, input = '') =>
    run(join(programs, 'kubectl'), args, { KUBECONFIG: kubeconfig }, input)
  const helm: Cluster['helm'] = (program, ...args) => runHelm(program, args, { kubeconfig })
  const troubles = async (): Promise<string> => {
    const all = await api.list<Pod>('/api/v1/pods')
    const events = await api.list<Event>('/api/v1/events?fieldSelector=type=Warning')
    const dead = base.keeper.ended().map((it) => `${it} has ended: ${base.keeper.logOf(it)}`)
    const lines = [...dead, ...all.flatMap((it) => troubleOf(it, kubelet)), ...new Set(events.map(eventText))]
    return lines
      .slice(0, 40)
      .map((it) => it.slice(0, 300))
      .join('\n')
  }
  const until: Cluster['until'] = (hope, holds, seconds = 180) => eventually(hope, holds, seconds, troubles)
  return {
    ...base,
    ...{ kubectl, helm, pods, jobs, troubles, until },
    addNodes: (entries) => addNodes(api, entries),
    shell: async (program, folder, line) => {
      const PATH = `${pathWith(base.folder, programs, program)}:${process.env['PATH']}`
      const { exitCode, stdout, stderr } = await run(
        'sh',
        ['-ec', line],
        { KUBECONFIG: kubeconfig, PATH },
        '',
        folder,
      )
      if (exitCode !== 0) throw new Error(`${line}:\n${stdout}${stderr}\n${await troubles()}`)
    },
    settle: (namespace, seconds = 300) =>
      until(
        `all pods and jobs of ${namespace} have come to their end`,
        async () => (await pods(namespace)).every(isThere) && (await jobs(namespace)).every(isComplete),
        seconds,
      ),
    warnings: async (namespace) => {
      const claims = await api.list(`/api/v1/namespaces/${namespace}/persistentvolumeclaims`)
      const late = claims.map((it) => `persistentvolumeclaim "${it.metadata.name}" not found`)
      const isLate = (text: string): boolean =>
        text.includes('FailedScheduling') && late.some((it) => text.includes(it))
      const path = `/api/v1/namespaces/${namespace}/events?fieldSelector=type=Warning`
      const events = (await api.list<Event>(path)).map(eventText)
      return events.filter((it) => !passing.test(it) && !isLate(it))
    },
  }
}

/** Throws what a program said where it failed. */
export async function expectSuccess(run: Promise<HelmResult>): Promise<HelmResult> {
  const result = await run
  if (result.exitCode !== 0) throw new Error(`${result.stdout}${result.stderr}`)
  return result
}

/** Whether a pod is ready, or has done what it was for. */
export function isThere({ metadata, status }: Pod): boolean {
  if (metadata.deletionTimestamp) return false
  return status?.phase === 'Succeeded' || isReady(status)
}

function isReady(status: Pod['status']): boolean {
  return status?.conditions?.some((it) => it.type === 'Ready' && it.status === 'True') ?? false
}

export function isComplete({ status }: Job): boolean {
  return status?.conditions?.some((it) => it.type === 'Complete' && it.status === 'True') ?? false
}

function troubleOf(pod: Pod, kubelet: Kubelet): readonly string[] {
  if (isThere(pod)) return []
  const { name, namespace, uid } = pod.metadata
  const scheduled = pod.status?.conditions?.find((it) => it.type === 'PodScheduled' && it.status === 'False')
  const said = kubelet.records.get(uid!)?.said ?? scheduled?.message ?? 'unknown to its node'
  return [`pod ${namespace}/${name}: ${pod.status?.phase ?? 'no phase'}: ${said}`]
}

function eventText({ involvedObject, reason, message }: Event): string {
  const { kind, namespace, name } = involvedObject ?? {}
  return `${kind} ${namespace}/${name}: ${reason}: ${message}`
}

/** A folder with the programs under the names that people type. */
function pathWith(folder: string, programs: string, helm: Helm): string {
  const path = join(folder, `path-${helm.version}`)
  if (existsSync(path)) return path
  mkdirSync(path)
  symlinkSync(join(programs, 'kubectl'), join(path, 'kubectl'))
  symlinkSync(helm.path, join(path, 'helm'))
  symlinkSync(oskcProgram, join(path, 'oskc'))
  return path
}

function run(
  program: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
  input = '',
  cwd = process.cwd(),
): Promise<HelmResult> {
  return new Promise((resolve) => {
    const env = { ...process.env, ...variables }
    const child = execFile(program, args, { cwd, env, maxBuffer: 2 ** 30 }, (error, stdout, stderr) =>
      resolve({ stdout, stderr, exitCode: error ? Number(error.code ?? 1) || 1 : 0 }),
    )
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
  })
}
