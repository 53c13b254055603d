import type { Report } from '../diagnostic.ts'
import type { Entry, Mapping, Node, Place } from '../model/node.ts'
import { argumentText } from './argument.ts'
import type { Argument, Hash } from './argument.ts'
import { badArguments } from './problems.ts'
import { asNode, isSet, made } from './value.ts'
import type { MadeRecord, Value } from './value.ts'

/** `{{join list ", "}}`: the items of a list with a text between them; `field=` takes one field of each. */
export function join(
  [list, between]: readonly Argument[],
  hash: Hash,
  at: Place,
  report: Report,
): Value | undefined {
  const separator = argumentText(between) ?? ','
  const field = argumentText(hash.get('field'))
  if (list === undefined || (list.kind === 'scalar' && list.value === null)) return made('', at)
  const items =
    list.kind === 'sequence'
      ? list.items
      : list.kind === 'list'
        ? list.items.map((fields) => ({ kind: 'record', fields }) as const)
        : undefined
  if (!items) {
    report.push(badArguments(at, 'join', 'takes a list'))
    return undefined
  }
  const texts = items.map((it) => argumentText(field === undefined ? it : fieldOf(it, field)))
  if (texts.some((it) => it === undefined)) {
    report.push(badArguments(at, 'join', 'takes a list of texts; name the field of mappings with field="…"'))
    return undefined
  }
  return made(texts.join(separator), at)
}

/** `(entries map)`: the keys and values of a mapping, in the order of the keys. */
export function entries([map]: readonly Argument[], _: Hash, at: Place, report: Report): Value | undefined {
  if (map === undefined || (map.kind === 'scalar' && map.value === null)) return { kind: 'list', items: [] }
  if (map.kind !== 'mapping') {
    report.push(badArguments(at, 'entries', 'takes a mapping'))
    return undefined
  }
  return {
    kind: 'list',
    items: sortedEntries(map).map(
      ([, it]) =>
        new Map<string, Value>([
          ['key', it.key],
          ['value', it.value],
        ]),
    ),
  }
}

/** `(pluck list "field")`: one field of each item of a list, or of each value of a mapping; those that do not have it are left out. */
export function pluck(
  [list, name]: readonly Argument[],
  _: Hash,
  at: Place,
  report: Report,
): Value | undefined {
  const field = argumentText(name)
  if (list === undefined || (list.kind === 'scalar' && list.value === null))
    return { kind: 'list', items: [] }
  if ((list.kind !== 'sequence' && list.kind !== 'mapping') || field === undefined) {
    report.push(badArguments(at, 'pluck', 'takes a list or a mapping of mappings, and the name of a field'))
    return undefined
  }
  const from = list.kind === 'sequence' ? list.items : sortedEntries(list).map(([, it]) => it.value)
  const items = from.flatMap((it) => {
    const value = asNode(fieldOf(it, field))
    return isSet(value) && value ? [value] : []
  })
  return { kind: 'sequence', file: list.file, start: list.start, end: list.end, items }
}

/** `(having list "field" "value" …)`: the items of a list, or the entries of a mapping, whose field has one of the values; without values, whose field is set. */
export function having(
  [items, name, ...values]: readonly Argument[],
  _: Hash,
  at: Place,
  report: Report,
): Value | undefined {
  const field = argumentText(name)
  const wanted = values.map(argumentText)
  if (items === undefined || (items.kind === 'scalar' && items.value === null))
    return { kind: 'list', items: [] }
  if ((items.kind !== 'sequence' && items.kind !== 'mapping') || field === undefined) {
    report.push(
      badArguments(at, 'having', 'takes a list or a mapping, the name of a field, and perhaps its values'),
    )
    return undefined
  }
  const has = (it: Node) => {
    const there = fieldOf(it, field)
    if (wanted.length === 0) return isSet(there)
    const value = argumentText(there)
    return value !== undefined && wanted.includes(value)
  }
  return items.kind === 'sequence'
    ? { ...items, items: items.items.filter(has) }
    : { ...items, entries: new Map([...items.entries].filter(([, it]) => has(it.value))) }
}

function sortedEntries({ entries: all }: Mapping): readonly (readonly [string, Entry])[] {
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1))
}

function fieldOf(item: Node | MadeRecord, field: string): Argument {
  if (item.kind === 'record') return item.fields.get(field)
  if (item.kind === 'facts') return undefined
  return item.kind === 'mapping' ? item.entries.get(field)?.value : undefined
}
