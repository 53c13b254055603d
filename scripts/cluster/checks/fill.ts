import type { Pod } from '../control/pod-objects.ts'

/** The keys of Secrets as `name/key`. */
export type SecretValues = ReadonlyMap<string, string>

/**
 * A compiled text as a pod must find it: its placeholders filled with the secrets and the facts of that pod. Written down
 * once more, apart from the script that does it in the pod.
 */
export function filled(text: string, pod: Pod, secrets: SecretValues): string {
  return text.replace(
    /@oskc\{(\w+):(\w+):([^}]+)\}@/g,
    (_, kind: string, encoding: string, argument: string) =>
      encoded(encoding, factOf(kind, argument, pod, secrets)),
  )
}

function factOf(
  kind: string,
  argument: string,
  { metadata, spec, status }: Pod,
  secrets: SecretValues,
): string {
  const facts = new Map([
    ['node name', spec.nodeName],
    ['node ip', status?.hostIP],
    ['pod name', metadata.name],
    ['pod ip', status?.podIP],
  ])
  // Every interface of a simulated node has the address of the node.
  const elsewhere = kind === 'interface' ? status?.hostIP : facts.get(`${kind} ${argument}`)
  const fact = kind === 'secret' ? secrets.get(argument) : elsewhere
  if (fact === undefined) throw new Error(`Nothing is known of ${kind} ${argument}.`)
  return fact
}

function encoded(encoding: string, value: string): string {
  if (encoding === 'ini') return value.replaceAll('$', '$$$$')
  if (encoding !== 'url') return value
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
