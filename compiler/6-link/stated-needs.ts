import { entriesOf, scalarsOf, valueAt } from '../lib/node.ts'
import type { Mapping, Node, Scalar } from '../model/node.ts'

/** What a definition says it needs: kinds, each where it is named, with its parameters. */
export function statedNeeds(
  body: Mapping | undefined,
): ReadonlyMap<string, { readonly at: Scalar; readonly value: Node | undefined }> {
  const needs = valueAt(body, 'needs')
  if (needs?.kind === 'sequence')
    return new Map(scalarsOf(needs).map((at) => [at.source, { at, value: undefined }]))
  return new Map(entriesOf(needs).map(([kind, { key, value }]) => [kind, { at: key, value }]))
}

/** Whether a definition says that it meets a kind of need. */
export function statesProvision(body: Mapping | undefined, kind: string): boolean {
  const provides = valueAt(body, 'provides')
  return provides?.kind === 'sequence'
    ? scalarsOf(provides).some((it) => it.source === kind)
    : provides?.kind === 'mapping' && provides.entries.has(kind)
}
