import type { Generator, SecretDeclaration } from '../model/catalogue.ts'
import type { Node } from '../model/node.ts'
import { entriesOf, numberAt, textAt, valueAt } from './node.ts'

/** The secrets that a component, a service or a need declares. */
export function secretDeclarations(node: Node | undefined): ReadonlyMap<string, SecretDeclaration> {
  return new Map(
    entriesOf(node).flatMap(([key, { key: at, value }]) => {
      const generate = textAt(value, 'generate')
      if (!generate) return []
      const description = textAt(value, 'description')
      const length = numberAt(value, 'length')
      const count = numberAt(value, 'count')
      const when = valueAt(value, 'when')
      const declaration: SecretDeclaration = {
        at,
        generate: generate as Generator,
        ...(description ? { description } : {}),
        ...(length ? { length } : {}),
        ...(count ? { count } : {}),
        ...(when ? { when } : {}),
      }
      return [[key, declaration] as const]
    }),
  )
}
