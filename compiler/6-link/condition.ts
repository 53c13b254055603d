import { asScalar, entriesOf, itemsOf, scalarsOf, textAt, textOf, valueAt } from '../lib/node.ts'
import type { Mapping, Node } from '../model/node.ts'
import type { Placement } from '../model/placement.ts'
import { isSet } from '../template/value.ts'

/** What a condition may ask about. */
export interface Facts {
  readonly placement: Placement
  /** The value of a setting; reports a path that does not exist. */
  setting(path: string, at: Node): Node | undefined
}

/** Whether a `when:` holds. Several keys in one condition must all hold. */
export function holds(condition: Node, facts: Facts): boolean {
  if (condition.kind === 'scalar') return isSet(facts.setting(condition.source, condition))
  return entriesOf(condition).every(([key, { value }]) => holdsKey(key, value, condition as Mapping, facts))
}

function holdsKey(key: string, value: Node, condition: Mapping, facts: Facts): boolean {
  switch (key) {
    case 'setting': {
      const found = facts.setting(textOf(value) ?? '', value)
      const fields = valueAt(condition, 'having')
      if (fields) return membersOf(found).some((it) => hasFields(it, fields))
      const wanted = asScalar(valueAt(condition, 'is'))
      return wanted ? found?.kind === 'scalar' && found.value === wanted.value : isSet(found)
    }
    case 'placed': {
      const name = textOf(value) ?? ''
      return [...facts.placement.instances.values()].some((it) => it.name === name || it.entry.name === name)
    }
    case 'release':
      return isWithin(facts.placement.environment.release, textAt(value, 'from'), textAt(value, 'before'))
    case 'not':
      return !holds(value, facts)
    case 'all':
      return itemsOf(value).every((it) => holds(it, facts))
    case 'any':
      return itemsOf(value).some((it) => holds(it, facts))
    default:
      return true
  }
}

/** What stands in a list or, under whatever names, in a mapping. */
function membersOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'mapping' ? entriesOf(node).map(([, it]) => it.value) : itemsOf(node)
}

/** Whether a mapping has all of these fields, each with that value or one of those. */
function hasFields(member: Node, fields: Node): boolean {
  return entriesOf(fields).every(([field, { value }]) => {
    const found = asScalar(valueAt(member, field))
    const wanted = value.kind === 'sequence' ? scalarsOf(value) : [asScalar(value)]
    return found !== undefined && wanted.some((it) => it?.value === found.value)
  })
}

/** Releases are named by year and half (`2025.2`), so their order is that of their names. */
function isWithin(release: string, from: string | undefined, before: string | undefined): boolean {
  return (from === undefined || release >= from) && (before === undefined || release < before)
}
