import { messageOf, type Api } from '../control/api.ts'
import type { ConfigMap, Secret } from '../control/objects.ts'
import type { DownwardItem, KeyToPath, Pod, Volume } from '../control/pod-objects.ts'
import { fieldOf } from './fields.ts'
import { refuse } from './refusal.ts'

/** A file of a volume, with its owner as the kubelet sets it. */
export interface VolumeFile {
  readonly bytes: Buffer
  readonly mode: number
  readonly uid: number
  readonly gid: number
}

/** A volume as it is when it is mounted. */
export interface MountedVolume {
  /** `files` come from the API and cannot be written; `scratch` is empty and can; of `disk` nothing is known. */
  readonly kind: 'files' | 'scratch' | 'disk'
  /** By path below the volume; those of a scratch volume come when something writes them. */
  readonly files: Map<string, VolumeFile>
}

/** Reads what one kubelet reads for one pod. */
export interface VolumeReader {
  readonly configMap: (name: string, optional: boolean) => Promise<ReadonlyMap<string, Buffer> | undefined>
  readonly secret: (name: string, optional: boolean) => Promise<ReadonlyMap<string, Buffer> | undefined>
  readonly token: (audience: string | undefined, seconds: number) => Promise<Buffer>
  readonly claim: (name: string) => Promise<void>
}

/** Files before anybody owns them. */
type Content = readonly { readonly path: string; readonly bytes: Buffer; readonly mode: number }[]

/** Makes a volume of a pod as the kubelet does, or refuses. */
export async function mountVolume(volume: Volume, pod: Pod, reader: VolumeReader): Promise<MountedVolume> {
  if (volume.emptyDir) return { kind: 'scratch', files: new Map() }
  if (volume.hostPath) return { kind: 'disk', files: new Map() }
  if (volume.persistentVolumeClaim) {
    await reader.claim(volume.persistentVolumeClaim.claimName)
    return { kind: 'disk', files: new Map() }
  }
  return { kind: 'files', files: owned(await contentOf(volume, pod, reader), pod) }
}

async function contentOf(volume: Volume, pod: Pod, reader: VolumeReader): Promise<Content> {
  const { configMap, secret, downwardAPI, projected } = volume
  if (configMap)
    return keysOf('configmap', configMap, await reader.configMap(configMap.name, configMap.optional ?? false))
  if (secret) {
    const { secretName: name, optional = false } = secret
    return keysOf('secret', { ...secret, name }, await reader.secret(name, optional))
  }
  if (downwardAPI) return fields(pod, downwardAPI.items, downwardAPI.defaultMode)
  if (projected) return projectedContent(projected, pod, reader)
  return refuse(`the kind of the volume ${volume.name} is not known`)
}

async function projectedContent(
  { sources, defaultMode }: NonNullable<Volume['projected']>,
  pod: Pod,
  reader: VolumeReader,
): Promise<Content> {
  const all: { path: string; bytes: Buffer; mode: number }[] = []
  for (const { configMap, secret, downwardAPI, serviceAccountToken: token } of sources) {
    const modes = defaultMode === undefined ? {} : { defaultMode }
    if (configMap) {
      const keys = await reader.configMap(configMap.name, configMap.optional ?? false)
      all.push(...keysOf('configmap', { ...configMap, ...modes }, keys))
    } else if (secret) {
      const keys = await reader.secret(secret.name, secret.optional ?? false)
      all.push(...keysOf('secret', { ...secret, ...modes }, keys))
    } else if (downwardAPI) all.push(...fields(pod, downwardAPI.items, defaultMode))
    else if (token) {
      const bytes = await reader.token(token.audience, token.expirationSeconds ?? 3600)
      all.push({ path: token.path, bytes, mode: tokenMode(pod) ?? defaultMode ?? 0o644 })
    }
  }
  const twice = all.find(({ path }, index) => all.findIndex((it) => it.path === path) !== index)
  if (twice) refuse(`two sources of a projected volume have the path ${twice.path}`)
  return all
}

function keysOf(
  kind: string,
  { name, items, defaultMode = 0o644, optional = false }: Keys,
  found: ReadonlyMap<string, Buffer> | undefined,
): Content {
  if (!found) return []
  const all: readonly KeyToPath[] = items ?? [...found.keys()].map((key) => ({ key, path: key }))
  return all.flatMap(({ key, path, mode = defaultMode }) => {
    const bytes = found.get(key)
    if (bytes) return [{ path, bytes, mode }]
    return optional ? [] : refuse(`${kind} "${name}" references non-existent key: ${key}`)
  })
}

interface Keys {
  readonly name: string
  readonly items?: readonly KeyToPath[]
  readonly defaultMode?: number
  readonly optional?: boolean
}

function fields(pod: Pod, items: readonly DownwardItem[], defaultMode = 0o644): Content {
  return items.map(({ path, fieldRef, mode = defaultMode }) => ({
    path,
    mode,
    bytes: Buffer.from(fieldRef ? fieldOf(pod, fieldRef.fieldPath) : refuse(`nothing is known of ${path}`)),
  }))
}

/** A group of its own lets the pod read all files of such a volume; a token is else for its one user alone. */
function owned(content: Content, pod: Pod): Map<string, VolumeFile> {
  const group = pod.spec.securityContext?.fsGroup
  return new Map(
    content.map(({ path, bytes, mode }) => [
      path,
      { bytes, mode: group === undefined ? mode : mode | 0o440, uid: 0, gid: group ?? 0 },
    ]),
  )
}

function tokenMode(pod: Pod): number | undefined {
  return pod.spec.securityContext?.fsGroup === undefined ? undefined : 0o600
}

/** Reads for a pod through the API, with the rights of a kubelet. */
export function volumeReader(api: Api, pod: Pod): VolumeReader {
  const namespace = `/api/v1/namespaces/${pod.metadata.namespace}`
  const object = async <T>(
    kind: string,
    plural: string,
    name: string,
    optional: boolean,
  ): Promise<T | undefined> => {
    const answer = await api.ask('GET', `${namespace}/${plural}/${name}`)
    if (answer.status === 200) return answer.body as T
    if (answer.status === 404 && optional) return undefined
    return refuse(answer.status === 404 ? `${kind} "${name}" not found` : messageOf(answer))
  }
  const decoded = ([key, value]: readonly [string, string]): readonly [string, Buffer] => [
    key,
    Buffer.from(value, 'base64'),
  ]
  return {
    configMap: async (name, optional) => {
      const found = await object<ConfigMap>('configmap', 'configmaps', name, optional)
      if (!found) return undefined
      const texts = Object.entries(found.data ?? {}).map(([key, text]) => [key, Buffer.from(text)] as const)
      return new Map([...texts, ...Object.entries(found.binaryData ?? {}).map(decoded)])
    },
    secret: async (name, optional) => {
      const found = await object<Secret>('secret', 'secrets', name, optional)
      return found && new Map(Object.entries(found.data ?? {}).map(decoded))
    },
    token: async (audience, expirationSeconds) => {
      const account = pod.spec.serviceAccountName ?? 'default'
      const { name, uid } = pod.metadata
      const boundObjectRef = { apiVersion: 'v1', kind: 'Pod', name, uid }
      const spec = { audiences: audience ? [audience] : [], expirationSeconds, boundObjectRef }
      const wanted = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec }
      const answer = await api.ask('POST', `${namespace}/serviceaccounts/${account}/token`, wanted)
      if (answer.status >= 300) refuse(messageOf(answer))
      return Buffer.from((answer.body as { readonly status: { readonly token: string } }).status.token)
    },
    claim: async (name) => {
      const claim = await object<{ readonly status?: { readonly phase?: string } }>(
        'persistentvolumeclaim',
        'persistentvolumeclaims',
        name,
        false,
      )
      if (claim?.status?.phase !== 'Bound') refuse(`persistentvolumeclaim "${name}" is not bound`)
    },
  }
}
