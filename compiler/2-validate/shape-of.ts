import { entriesOf, itemsOf, numberAt, textAt, textsOf, valueAt } from '../lib/node.ts'
import type { Node } from '../model/node.ts'
import type { ScalarType, Shape } from '../model/shape.ts'

/** What a setting may hold, from its default, refined by what its schema says. */
export function shapeOf(value: Node | undefined, schema: Node | undefined): Shape {
  if (value?.kind === 'poison') return { kind: 'any' }
  const type = valueAt(schema, 'type')
  const types =
    type?.kind === 'sequence' ? textsOf(type) : type?.kind === 'scalar' ? [type.source] : undefined
  if (types?.includes('object') || (!types && (value?.kind === 'mapping' || valueAt(schema, 'properties'))))
    return mapShape(value, schema)
  if (types?.includes('array') || (!types && value?.kind === 'sequence')) return listShape(value, schema)
  if (!types && !schema && value === undefined) return { kind: 'any' }
  if (schema && !types && !valueAt(schema, 'enum') && value === undefined) return { kind: 'any' }
  return scalarShape(value, schema, types)
}

function mapShape(value: Node | undefined, schema: Node | undefined): Shape {
  const properties = valueAt(schema, 'properties')
  const entries = new Map<string, Shape>()
  for (const [key, entry] of entriesOf(value))
    entries.set(key, shapeOf(entry.value, valueAt(properties, key)))
  for (const [key, entry] of entriesOf(properties))
    if (!entries.has(key)) entries.set(key, shapeOf(undefined, entry.value))
  const more = valueAt(schema, 'additionalProperties')
  const open = more && !(more.kind === 'scalar' && more.value === false)
  const rest = open
    ? more.kind === 'mapping'
      ? shapeOf(undefined, more)
      : ({ kind: 'any' } as const)
    : undefined
  return { kind: 'map', entries, ...(rest ? { rest } : {}), required: textsOf(valueAt(schema, 'required')) }
}

function listShape(value: Node | undefined, schema: Node | undefined): Shape {
  const items = valueAt(schema, 'items')
  const [first] = itemsOf(value)
  return { kind: 'list', item: items || first ? shapeOf(items ? undefined : first, items) : { kind: 'any' } }
}

function scalarShape(
  value: Node | undefined,
  schema: Node | undefined,
  types: readonly string[] | undefined,
): Shape {
  const choices = valueAt(schema, 'enum')
  const minimum = numberAt(schema, 'minimum')
  const maximum = numberAt(schema, 'maximum')
  const pattern = textAt(schema, 'pattern')
  return {
    kind: 'scalar',
    types: types ? (types as ScalarType[]) : typesOf(value),
    ...(choices
      ? { choices: itemsOf(choices).flatMap((it) => (it.kind === 'scalar' ? [it.value] : [])) }
      : {}),
    ...(minimum !== undefined ? { minimum } : {}),
    ...(maximum !== undefined ? { maximum } : {}),
    ...(pattern !== undefined ? { pattern } : {}),
  }
}

/** The types that a default stands for. A text may also be written as a number: it is taken as written. */
function typesOf(value: Node | undefined): readonly ScalarType[] {
  if (value?.kind !== 'scalar' || value.value === null)
    return ['string', 'integer', 'number', 'boolean', 'null']
  switch (typeof value.value) {
    case 'boolean':
      return ['boolean']
    case 'number':
      return Number.isInteger(value.value) && !value.source.includes('.')
        ? ['integer']
        : ['number', 'integer']
    default:
      return ['string', 'integer', 'number']
  }
}
