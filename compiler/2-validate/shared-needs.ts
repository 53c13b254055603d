import { isEmpty, scalarAt, scalarsOf, valueAt } from '../lib/node.ts'
import type { Entry, Mapping, Node } from '../model/node.ts'

/** A definition's body in which needs that are only named take the parameters that their component gives them. */
export function withSharedNeeds(body: Mapping | undefined, shared: Mapping | undefined): Mapping | undefined {
  const needs = body?.entries.get('needs')
  if (!body || !needs || !shared) return body
  const stated = entriesOf(needs)
  if (!stated) return body
  const filled = stated.map(([name, it]): [string, Entry] => {
    const common = valueAt(shared, name)
    return [name, common && saysNothing(it.value) ? { key: it.key, value: common } : it]
  })
  const { file, start, end } = needs.value
  const value: Mapping = { kind: 'mapping', file, start, end, entries: new Map(filled) }
  return { ...body, entries: new Map(body.entries).set('needs', { key: needs.key, value }) }
}

function saysNothing(node: Node): boolean {
  return isEmpty(node) || (node.kind === 'mapping' && node.entries.size === 0)
}

/** Needs in either of their forms: a list of names, or a mapping; undefined when it cannot be read. */
function entriesOf({ value }: Entry): readonly (readonly [string, Entry])[] | undefined {
  if (value.kind === 'mapping') return [...value.entries]
  if (value.kind !== 'sequence' || value.items.some((it) => it.kind === 'poison')) return undefined
  return scalarsOf(value).map((key) => [key.source, { key, value: scalarAt(key, null) }])
}
