import type { Node } from '../model/node.ts'

/** Whether something in a node was reported as unusable; what stands below the key `except` does not count. */
export function holdsPoison(node: Node | undefined, except?: string): boolean {
  if (node?.kind === 'sequence') return node.items.some((it) => holdsPoison(it, except))
  if (node?.kind !== 'mapping') return node?.kind === 'poison'
  return [...node.entries].some(([key, { value }]) => key !== except && holdsPoison(value, except))
}
