import type { Report } from '../diagnostic.ts'
import { emptyMapping } from '../lib/node.ts'
import type { Retired } from '../model/catalogue.ts'
import type { Entry, Mapping, Node, Scalar } from '../model/node.ts'
import type { MapShape, ScalarShape, Shape } from '../model/shape.ts'
import { checkOptions } from './check-options.ts'
import type { OptionFiles } from './check-options.ts'
import { forms } from '../schema/forms.ts'
import { matchesPattern } from '../schema/matches-pattern.ts'
import { badSetting, retiredSetting, unknownSetting } from './problems.ts'
import { withoutReserved } from './without-reserved.ts'

/** What settings are checked against. */
export interface SettingRules {
  readonly shapes: ReadonlyMap<string, Shape>
  readonly retired: ReadonlyMap<string, Retired>
  /** Component key → its configuration files whose options can be set. */
  readonly optionFiles: OptionFiles
}

/** The settings of one layer, checked: what is unknown or retired is left out, what is wrong is poisoned. */
export function checkSettings(
  configs: Mapping | undefined,
  rules: SettingRules,
  report: Report,
): Mapping | undefined {
  if (!configs) return undefined
  const shape: MapShape = { kind: 'map', entries: rules.shapes, required: [] }
  return checkMapping(withoutReserved(configs, report), shape, [], rules, report)
}

function checkNode(
  node: Node,
  shape: Shape,
  path: readonly string[],
  rules: SettingRules,
  report: Report,
): Node {
  if (node.kind === 'poison' || shape.kind === 'any') return node
  switch (shape.kind) {
    case 'map':
      if (node.kind === 'mapping') return checkMapping(node, shape, path, rules, report)
      return node.kind === 'scalar' && node.value === null
        ? emptyMapping(node)
        : refuse(node, path, 'a mapping', report)
    case 'list':
      if (node.kind === 'sequence')
        return {
          ...node,
          items: node.items.map((it, index) =>
            checkNode(it, shape.item, [...path, String(index)], rules, report),
          ),
        }
      return node.kind === 'scalar' && node.value === null ? node : refuse(node, path, 'a list', report)
    case 'scalar':
      return checkScalar(node, shape, path, report)
  }
}

function checkMapping(
  node: Mapping,
  shape: MapShape,
  path: readonly string[],
  rules: SettingRules,
  report: Report,
): Mapping {
  const entries = new Map<string, Entry>()
  for (const [key, entry] of node.entries) {
    const here = [...path, key]
    if (path.length === 1 && key === 'conf') {
      const value = checkOptions(entry.value, path[0]!, rules.optionFiles, report)
      if (value) entries.set(key, { key: entry.key, value })
      continue
    }
    const known = shape.entries.get(key) ?? shape.rest
    if (known) entries.set(key, { key: entry.key, value: checkNode(entry.value, known, here, rules, report) })
    else if (!reportRetired(entry, here.join('.'), rules, report))
      report.push(unknownSetting(entry.key, here.join('.'), [...shape.entries.keys()]))
  }
  for (const key of shape.required)
    if (path.length > 0 && /^\d+$/.test(path.at(-1)!) && !node.entries.has(key))
      report.push(badSetting(node, path.join('.'), `a mapping with the key "${key}"`))
  return { ...node, entries }
}

/** Whether a setting, or all that is below it, is known to be gone; then a warning is enough. */
function reportRetired({ key, value }: Entry, path: string, rules: SettingRules, report: Report): boolean {
  const retired = rules.retired.get(path)
  if (retired) {
    report.push(retiredSetting(key, path, retired))
    return true
  }
  if (value.kind !== 'mapping' || value.entries.size === 0) return false
  const below = [...rules.retired.keys()].some((it) => it.startsWith(`${path}.`))
  if (!below) return false
  for (const [name, entry] of value.entries)
    if (!reportRetired(entry, `${path}.${name}`, rules, report))
      report.push(unknownSetting(entry.key, `${path}.${name}`, []))
  return true
}

function checkScalar(node: Node, shape: ScalarShape, path: readonly string[], report: Report): Node {
  if (node.kind !== 'scalar') return refuse(node, path, words(shape), report)
  if (shape.choices)
    return shape.choices.includes(node.value) ? node : refuse(node, path, words(shape), report)
  if (node.value === null) return node
  if (!shape.types.includes(typeOf(node)) && !(typeOf(node) === 'integer' && shape.types.includes('number')))
    return refuse(node, path, words(shape), report)
  if (typeof node.value === 'number') {
    const low = shape.minimum !== undefined && node.value < shape.minimum
    const high = shape.maximum !== undefined && node.value > shape.maximum
    if (low || high) return refuse(node, path, words(shape), report)
  }
  if (shape.pattern !== undefined && !matchesPattern(shape.pattern, node.source))
    return refuse(node, path, forms.get(shape.pattern) ?? `of the form ${shape.pattern}`, report)
  return node
}

function typeOf({ value, source }: Scalar): 'string' | 'integer' | 'number' | 'boolean' | 'null' {
  if (value === null) return 'null'
  if (typeof value === 'number')
    return Number.isInteger(value) && !/[.eE]/.test(source) ? 'integer' : 'number'
  return typeof value === 'boolean' ? 'boolean' : 'string'
}

const names = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
}

function words({ types, choices, minimum, maximum }: ScalarShape): string {
  if (choices) return `one of ${choices.map(String).join(', ')}`
  const kinds = types.includes('string')
    ? ['a text']
    : types
        .filter((it) => it !== 'null' && !(it === 'integer' && types.includes('number')))
        .map((it) => names[it])
  const bounds = [
    minimum !== undefined ? `at least ${minimum}` : '',
    maximum !== undefined ? `at most ${maximum}` : '',
  ].filter(Boolean)
  return [kinds.join(' or '), ...bounds].join(', ')
}

function refuse(node: Node, path: readonly string[], expected: string, report: Report): Node {
  report.push(badSetting(node, path.join('.'), expected))
  return { kind: 'poison', file: node.file, start: node.start, end: node.end }
}
