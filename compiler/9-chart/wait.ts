import { joined, type Joined, type Yaml, type YamlMap } from '../lib/yaml-piece.ts'
import type { Waits } from '../model/deployment.ts'
import type { Context } from './context.ts'
import { fieldRef } from './field-ref.ts'
import { imageOf } from './image.ts'
import { server } from './labels.ts'
import { volumeNames } from './mounts.ts'
import { helperSecurityContext } from './security.ts'

/** Whether there is anything to wait for. */
export function hasWaits({ services, ownJobs, otherJobs, local }: Waits): boolean {
  return services.length + ownJobs.length + otherJobs.length + local.length > 0
}

/** The init container that waits for dependencies: the only one that may read from the API. */
export function waitContainer(context: Context, waits: Waits): readonly Yaml[] {
  if (!hasWaits(waits)) return []
  const { image, command } = context.environment.wait
  return [
    {
      name: 'wait',
      ...imageOf(context, image),
      securityContext: helperSecurityContext({ ...idle, image }),
      command,
      env: [
        { name: 'POD_NAME', valueFrom: fieldRef('metadata.name') },
        { name: 'NAMESPACE', valueFrom: fieldRef('metadata.namespace') },
        ...dependencies(context, waits),
      ],
      resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '64Mi' } },
      volumeMounts: [
        {
          name: volumeNames.token,
          mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
          readOnly: true,
        },
      ],
    },
  ]
}

/** The token with which it reads, as every pod would have it if it were mounted automatically. */
export function tokenVolume(waits: Waits): readonly YamlMap[] {
  if (!hasWaits(waits)) return []
  const namespace = { path: 'namespace', ...fieldRef('metadata.namespace') }
  const sources = [
    { serviceAccountToken: { path: 'token', expirationSeconds: 3600 } },
    { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    { downwardAPI: { items: [namespace] } },
  ]
  return [{ name: volumeNames.token, projected: { sources } }]
}

const idle = {
  command: [],
  env: [],
  files: [],
  volumes: [],
  secretVolumes: [],
  resources: { requests: {}, limits: {} },
  security: { profile: 'restricted', privileged: false, readOnlyRootFilesystem: true, capabilities: [] },
} as const

/** What the program in the waiting container understands; it takes an absent variable for nothing to wait for. */
function dependencies(context: Context, { services, ownJobs, otherJobs, local }: Waits): readonly Yaml[] {
  const { namespace } = context.environment
  const variables: readonly [string, boolean, Yaml][] = [
    ['DEPENDENCY_SERVICE', services.length > 0, services.map((it) => `${namespace}:${it}`).join(',')],
    ['DEPENDENCY_JOBS_JSON', ownJobs.length + otherJobs.length > 0, jobs(context, ownJobs, otherJobs)],
    ['DEPENDENCY_POD_JSON', local.length > 0, JSON.stringify(local.map((it) => pod(context, it)))],
  ]
  return variables.flatMap(([name, needed, value]) => (needed ? [{ name, value }] : []))
}

/** Jobs of the same chart by name, so that exactly this content is waited for; those of others by lasting labels. */
function jobs(context: Context, ownJobs: Waits['ownJobs'], otherJobs: Waits['otherJobs']): Joined {
  const { namespace } = context.environment
  const own = ownJobs.map((it) => [
    `{"namespace":${JSON.stringify(namespace)},"name":"`,
    ...context.jobName(it).parts,
    '"}',
  ])
  const others = otherJobs.map((it) => [
    JSON.stringify({ namespace, labels: labelsOf(context, it.instance, it.job) }),
  ])
  const items = [...own, ...others].map((parts, index) => (index === 0 ? parts : [',', ...parts]))
  return joined('[', ...items.flat(), ']')
}

/** By labels rather than by DaemonSet: where no such pod is on the node yet, this waits and that would pass. */
function pod(context: Context, instance: string): unknown {
  const { namespace } = context.environment
  return { namespace, labels: labelsOf(context, instance, server), requireSameNode: true }
}

function labelsOf(
  { environment }: Context,
  instance: string,
  component: string,
): Readonly<Record<string, string>> {
  return {
    'app.kubernetes.io/name': instance,
    'app.kubernetes.io/instance': environment.name,
    'app.kubernetes.io/component': component,
  }
}
