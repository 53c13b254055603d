import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ConfigMap, Secret } from '../control/objects.ts'
import type { Pod } from '../control/pod-objects.ts'
import type { Kubelet } from '../kubelet/kubelet.ts'
import { filled, type SecretValues } from './fill.ts'
import { serviceOf } from './placement.ts'

/** Where the compiled files of a service are as a pod on a node must find them. */
export type FilesOf = (service: string, node: string) => string

/** The values of Secrets, without the line break at the end that files of one line have. */
export function secretValues(secrets: readonly Secret[]): SecretValues {
  return new Map(
    secrets.flatMap(({ metadata, data = {} }) =>
      Object.entries(data).map(([key, value]) => {
        const text = Buffer.from(value, 'base64').toString('utf8')
        return [`${metadata.name}/${key}`, text.replace(/\n$/, '')] as const
      }),
    ),
  )
}

/** Files that configure steps wrote otherwise than they were compiled, placeholders apart. */
export function wrongContents(
  pods: readonly Pod[],
  { records }: Kubelet,
  secrets: SecretValues,
  filesOf: FilesOf,
): readonly string[] {
  return pods.flatMap((pod) =>
    (records.get(pod.metadata.uid!)?.configured ?? []).flatMap(({ key, bytes }) => {
      const compiled = readFileSync(
        join(filesOf(serviceOf(pod.metadata.labels), pod.spec.nodeName!), key),
        'utf8',
      )
      return filled(compiled, pod, secrets) === bytes.toString('utf8')
        ? []
        : [`${pod.metadata.name} has another ${key} than was compiled for ${pod.spec.nodeName}`]
    }),
  )
}

/** Files of a service that are not in its ConfigMaps as they were compiled, and keys that nobody compiled. */
export function wrongConfigMaps(
  maps: readonly ConfigMap[],
  service: string,
  folder: string,
): readonly string[] {
  const own = maps.filter((it) => serviceOf(it.metadata.labels) === service)
  const data = new Map(own.flatMap((it) => Object.entries(it.data ?? {})))
  const files = existsSync(folder) ? readdirSync(folder) : []
  const strange = [...data.keys()].filter((it) => !files.includes(it) && !ofTheStep.has(it))
  return [
    ...strange.map((it) => `the ConfigMaps of ${service} hold ${it}, which is no file of it`),
    ...files
      .filter((it) => data.get(it) !== readFileSync(join(folder, it), 'utf8'))
      .map((it) => `the ConfigMaps of ${service} do not hold ${it} as it was compiled`),
  ]
}

const ofTheStep: ReadonlySet<string> = new Set(['configure.sh', 'nodes.tsv'])

/** Keys of ConfigMaps that no pod mounts, and files written by configure steps that no container finds. */
export function unusedFiles(
  maps: readonly ConfigMap[],
  pods: readonly Pod[],
  { records }: Kubelet,
): readonly string[] {
  const mounted = new Set(pods.flatMap((it) => mountedKeys(it, maps)))
  const keys = maps
    .filter((it) => serviceOf(it.metadata.labels) !== '')
    .flatMap(({ metadata, data = {} }) => Object.keys(data).map((it) => `${metadata.name}/${it}`))
  return [
    ...keys.filter((it) => !mounted.has(it)).map((it) => `no pod mounts ${it}`),
    ...pods.flatMap((pod) => {
      const record = records.get(pod.metadata.uid!)
      const found = [...(record?.containers?.values() ?? [])].flatMap((it) => [...it.files.values()])
      return (record?.configured ?? [])
        .filter(({ bytes }) => !found.some((it) => it.bytes === bytes))
        .map(({ key }) => `no container of ${pod.metadata.name} finds the ${key} that was written for it`)
    }),
  ]
}

/** `configmap/key` for all that the volumes of a pod take. */
function mountedKeys({ spec }: Pod, maps: readonly ConfigMap[]): readonly string[] {
  const mounts = [...(spec.initContainers ?? []), ...spec.containers].flatMap((it) => it.volumeMounts ?? [])
  return (spec.volumes ?? []).flatMap(({ name, configMap }) => {
    const used = mounts.filter((it) => it.name === name)
    if (!configMap || used.length === 0) return []
    const all = Object.keys(maps.find((it) => it.metadata.name === configMap.name)?.data ?? {})
    const items = configMap.items ?? all.map((key) => ({ key, path: key }))
    const reached = items.filter(({ path }) => used.some((it) => !it.subPath || it.subPath === path))
    return reached.map((it) => `${configMap.name}/${it.key}`)
  })
}
