import { chmodSync, chownSync, closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ConfigMap, Secret } from '../cluster/control/objects.ts'
import type { Container as ContainerSpec, Pod, Volume } from '../cluster/control/pod-objects.ts'
import { userOf } from '../cluster/kubelet/container-view.ts'
import { environmentOf, expanded } from '../cluster/kubelet/fields.ts'
import { mountVolume, type VolumeReader } from '../cluster/kubelet/volumes.ts'
import type { Container, Mount } from './container.ts'
import type { Image } from './images.ts'
import { keysOfConfigMap, keysOfSecret, type Manifests } from './manifests.ts'
import type { Host } from './network.ts'

/** A pod on a host of the laboratory, whose volumes are folders. */
export interface PodPlace {
  readonly pod: Pod
  readonly host: Host
  /** A folder of this pod's own. */
  readonly folder: string
  /** The folder that stands for the root of its node. */
  readonly node: string
  /** The folder that holds claims, which outlive pods. */
  readonly claims: string
  /** The file that all pods have as /etc/hosts. */
  readonly hosts: string
  readonly manifests: Manifests
  readonly imageOf: (reference: string) => Image
}

/** Makes the volumes of a pod; where each lies. */
export async function makeVolumes(place: PodPlace): Promise<ReadonlyMap<string, string>> {
  const { pod } = place
  const claimed = pod.spec.volumes ?? []
  const made = claimed.map(async (it) => [it.name, await makeVolume(it, place)] as const)
  return new Map(await Promise.all(made))
}

async function makeVolume(volume: Volume, place: PodPlace): Promise<string> {
  const { pod, folder, node, claims } = place
  if (volume.hostPath) {
    // The kernel's are the same for all nodes here.
    if (/^\/(dev|sys)(\/|$)/.test(volume.hostPath.path)) return volume.hostPath.path
    const path = join(node, volume.hostPath.path)
    const isFile = volume.hostPath.type?.startsWith('File') ?? false
    mkdirSync(isFile ? dirname(path) : path, { recursive: true })
    if (isFile) closeSync(openSync(path, 'a'))
    return path
  }
  if (volume.persistentVolumeClaim)
    return ownFolder(join(claims, volume.persistentVolumeClaim.claimName), pod)
  const path = join(folder, 'volumes', volume.name)
  if (volume.emptyDir) return ownFolder(path, pod)
  const { files } = await mountVolume(volume, pod, readerOf(place.manifests))
  mkdirSync(path, { recursive: true })
  for (const [name, { bytes, mode, uid, gid }] of files) {
    const file = join(path, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, bytes)
    chownSync(file, uid, gid)
    chmodSync(file, mode)
  }
  return path
}

/** Anybody may write to a fresh volume; a group of the pod's own keeps what is written there. */
function ownFolder(path: string, { spec }: Pod): string {
  mkdirSync(path, { recursive: true })
  const group = spec.securityContext?.fsGroup
  if (group !== undefined) chownSync(path, 0, group)
  chmodSync(path, group === undefined ? 0o777 : 0o2777)
  return path
}

function readerOf(manifests: Manifests): VolumeReader {
  const missing = (kind: string, name: string): never => {
    throw new Error(`There is no ${kind} called ${name}.`)
  }
  return {
    configMap: (name, optional) => {
      if (name === 'kube-root-ca.crt') return Promise.resolve(new Map([['ca.crt', Buffer.from('')]]))
      const found = manifests.find<ConfigMap>('ConfigMap', name)
      return Promise.resolve(
        found ? keysOfConfigMap(found) : optional ? undefined : missing('ConfigMap', name),
      )
    },
    secret: (name, optional) => {
      const found = manifests.find<Secret>('Secret', name)
      return Promise.resolve(found ? keysOfSecret(found) : optional ? undefined : missing('Secret', name))
    },
    token: () => Promise.resolve(Buffer.from('token')),
    claim: () => Promise.resolve(),
  }
}

/** A container of a pod, ready to be started. */
export async function containerOf(
  spec: ContainerSpec,
  volumes: ReadonlyMap<string, string>,
  place: PodPlace,
): Promise<Container> {
  const { pod, host, folder, hosts } = place
  const reader = readerOf(place.manifests)
  const env = await environmentOf(pod, spec.env, async (kind, name, key) => {
    const keys = kind === 'secrets' ? await reader.secret(name, false) : await reader.configMap(name, false)
    const found = keys?.get(key)
    if (!found) throw new Error(`${spec.name}: there is no key ${key} in ${name}.`)
    return found
  })
  const security = spec.securityContext ?? {}
  const user = userOf(pod, spec) ?? { uid: 0, gid: 0, groups: [0] }
  const mounts = (spec.volumeMounts ?? []).map(
    ({ name, mountPath, subPath = '', readOnly = false }): Mount => {
      const source = volumes.get(name)
      if (source === undefined) throw new Error(`${spec.name} mounts ${name}, which the pod does not have.`)
      return { source: join(source, subPath), target: mountPath, writable: !readOnly }
    },
  )
  const outerFirst = mounts.toSorted((a, b) => (a.target < b.target ? -1 : 1))
  return {
    name: spec.name,
    folder: join(folder, spec.name),
    image: place.imageOf(spec.image),
    host,
    env,
    command: [...(spec.command ?? []), ...(spec.args ?? [])].map((it) => expanded(it, env)),
    user,
    mounts: [{ source: hosts, target: '/etc/hosts', writable: false }, ...outerFirst],
    readOnlyRoot: security.readOnlyRootFilesystem ?? false,
    sharesProcesses: pod.spec.shareProcessNamespace ?? false,
    // The default of Kubernetes.
    escalates: security.allowPrivilegeEscalation ?? true,
    capabilities: security.privileged ? 'all' : (security.capabilities?.add ?? []),
  }
}
