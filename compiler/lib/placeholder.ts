/** How a fact is written into the place where it stands. */
export type Encoding = 'raw' | 'ini' | 'url'

/** A fact known only when a pod starts. */
export interface Placeholder {
  readonly kind: 'secret' | 'node' | 'pod' | 'interface'
  readonly encoding: Encoding
  /** `secret name/key`; `name` or `ip` of node or pod; name of a network interface. */
  readonly argument: string
}

/** The text that no input may contain: it begins every placeholder. */
export const reserved = '@oskc{'

const token = /@oskc\{(secret|node|pod|interface):(raw|ini|url):([A-Za-z0-9._/-]+)\}@/g

/** Writes a placeholder as it stands in compiled text, e.g. `@oskc{secret:url:service-keystone/db-password}@`. */
export function formatPlaceholder({ kind, encoding, argument }: Placeholder): string {
  return `@oskc{${kind}:${encoding}:${argument}}@`
}

/** All placeholders of a text, in order, repetitions included. */
export function placeholdersOf(text: string): readonly Placeholder[] {
  if (!text.includes(reserved)) return []
  return Array.from(text.matchAll(token), ([, kind, encoding, argument]) => ({
    kind: kind as Placeholder['kind'],
    encoding: encoding as Encoding,
    argument: argument!,
  }))
}

/** Whether there is any placeholder in a text. */
export function holdsPlaceholder(text: string): boolean {
  return text.includes(reserved) && text.search(token) !== -1
}

/** Replaces each placeholder of a text. */
export function replacePlaceholders(text: string, write: (it: Placeholder) => string): string {
  if (!text.includes(reserved)) return text
  return text.replace(token, (_, kind: Placeholder['kind'], encoding: Encoding, argument: string) =>
    write({ kind, encoding, argument }),
  )
}
