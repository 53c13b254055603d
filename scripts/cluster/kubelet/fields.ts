import type { EnvVar, Pod } from '../control/pod-objects.ts'
import { refuse } from './refusal.ts'

/** A field of a pod, as the downward API gives it to the pod itself. */
export function fieldOf(pod: Pod, path: string): string {
  const subscript = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path)
  if (subscript) return pod.metadata[subscript[1] as 'labels' | 'annotations']?.[subscript[2]!] ?? ''
  const value = plainField(pod, path)
  if (value === undefined) refuse(`the field ${path} is not known`)
  return value
}

function plainField(pod: Pod, path: string): string | undefined {
  switch (path) {
    case 'metadata.name':
      return pod.metadata.name
    case 'metadata.namespace':
      return pod.metadata.namespace
    case 'metadata.uid':
      return pod.metadata.uid
    case 'spec.nodeName':
      return pod.spec.nodeName
    case 'spec.serviceAccountName':
      return pod.spec.serviceAccountName
    case 'status.hostIP':
      return pod.status?.hostIP
    case 'status.podIP':
      return pod.status?.podIP
    case 'status.podIPs':
      return pod.status?.podIPs?.map((it) => it.ip).join(',')
    default:
      return undefined
  }
}

/** Text with its references `$(NAME)` to variables filled in; `$$(NAME)` and unknown names stay as Kubernetes leaves them. */
export function expanded(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replace(/\$\$|\$\(([^()]*)\)/g, (found, name?: string) =>
    name === undefined ? '$' : (variables.get(name) ?? found),
  )
}

/** The environment of a container; `read` gives a key of a ConfigMap or Secret, undefined where it may be missing. */
export async function environmentOf(
  pod: Pod,
  env: readonly EnvVar[] = [],
  read: (
    kind: 'configmaps' | 'secrets',
    name: string,
    key: string,
    optional: boolean,
  ) => Promise<Buffer | undefined>,
): Promise<ReadonlyMap<string, string>> {
  const variables = new Map<string, string>()
  for (const { name, value, valueFrom } of env) {
    if (variables.has(name)) refuse(`the variable ${name} is set twice`)
    if (!valueFrom) {
      variables.set(name, expanded(value ?? '', variables))
      continue
    }
    const { fieldRef, secretKeyRef, configMapKeyRef } = valueFrom
    if (fieldRef) variables.set(name, fieldOf(pod, fieldRef.fieldPath))
    else if (secretKeyRef ?? configMapKeyRef) {
      const { name: owner, key, optional = false } = (secretKeyRef ?? configMapKeyRef)!
      const found = await read(secretKeyRef ? 'secrets' : 'configmaps', owner, key, optional)
      if (found) variables.set(name, found.toString('utf8'))
    } else refuse(`the source of the variable ${name} is not known`)
  }
  return variables
}
