import type { Api } from '../control/api.ts'
import type { Pod } from '../control/pod-objects.ts'

/** Reports what a kubelet could not do with a pod, where `kubectl describe` shows it. */
export async function warn(api: Api, pod: Pod, message: string): Promise<void> {
  const { name, namespace, uid } = pod.metadata
  const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z')
  await api.ask('POST', `/api/v1/namespaces/${namespace}/events`, {
    metadata: { generateName: `${name.slice(0, 40)}.`, namespace },
    involvedObject: { apiVersion: 'v1', kind: 'Pod', name, namespace, uid },
    type: 'Warning',
    reason: 'FailedStart',
    message: message.slice(0, 1000),
    source: { component: 'kubelet', host: pod.spec.nodeName },
    firstTimestamp: now,
    lastTimestamp: now,
    count: 1,
  })
}
