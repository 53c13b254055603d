import type { Json, OptionLine } from './catalogue.ts'
import { flag } from './catalogue.ts'
import { type DynamicOptions, dynamicOptions } from './dynamic.ts'
import { findOption, groupKey, hasGroup, type OptionName, type OptionSet } from './option-set.ts'
import { readValue } from './read-value.ts'
import { type Accepted, accepted, unknownText } from './reading.ts'
import { type BadReference, substitute } from './substitute.ts'

/** The texts that a file gives to each option, without quotes, by `optionKey`. */
export type Layer = ReadonlyMap<string, readonly string[]>

/** The options of some files that are read as one, and their values. */
export interface Scope {
  readonly set: OptionSet
  /** In the order in which the files are read. */
  readonly layers: readonly Layer[]
  readonly find: (group: string, name: string) => readonly OptionLine[]
  readonly dynamic: DynamicOptions
  readonly hasGroup: (group: string) => boolean
  /** What the programs read for an option, `undefined` for nothing. */
  readonly valueOf: (group: string, name: string) => Value
}

export type Value =
  | { readonly kind: 'none' }
  | { readonly kind: 'read'; readonly reading: Accepted }
  | { readonly kind: 'refused' }
  | { readonly kind: 'reference'; readonly problem: BadReference }

/** A key for an option; blanks and line ends can be in no name of a group. */
export function optionKey({ group, name }: OptionName): string {
  return `${groupKey(group)}\n${name}`
}

export function createScope(set: OptionSet, layers: readonly Layer[]): Scope {
  const values = new Map<string, Value>()
  const scope: Scope = {
    set,
    layers,
    dynamic: dynamicOptions(() => scope),
    hasGroup: (group) => hasGroup(set, group) || scope.dynamic.groups().includes(group),
    find: (group, name) => {
      const fixed = findOption(set, groupKey(group), name)
      return fixed.length > 0 ? fixed : scope.dynamic.find(groupKey(group), name)
    },
    valueOf: (group, name) => {
      const key = optionKey({ group, name })
      const known = values.get(key)
      if (known) return known
      // Whoever asks for it while it is being found has gone round in a circle.
      values.set(key, { kind: 'reference', problem: { reference: name, reason: 'circular' } })
      const value = findValue(scope, groupKey(group), name)
      values.set(key, value)
      return value
    },
  }
  return scope
}

function findValue(scope: Scope, group: string, name: string): Value {
  const [line] = scope.find(group, name)
  if (!line) return { kind: 'none' }
  const given = givenTexts(scope, group, name, line)
  if (!given) return defaultValue(scope, group, line)
  if (line[2]?.includes(flag.multiple)) return { kind: 'read', reading: accepted(unknownText) }
  return readText(scope, group, line, given.at(-1)!)
}

/** The texts of the last file that has the option, under the first of its names that is there. */
export function givenTexts(
  { layers }: Scope,
  group: string,
  name: string,
  [, , , more]: OptionLine,
): readonly string[] | undefined {
  const names = [{ group, name }, ...formerNames(group, name, more?.was)].map(optionKey)
  for (const layer of layers.toReversed()) {
    const found = names.find((it) => layer.has(it))
    if (found !== undefined) return layer.get(found)!
  }
  return undefined
}

/** Under which names an option may be given besides its own. */
export function formerNames(
  group: string,
  name: string,
  was: readonly (readonly [string | null, string | null])[] = [],
): readonly OptionName[] {
  return was.map(([oldGroup, oldName]) => ({ group: oldGroup ?? group, name: oldName ?? name }))
}

function defaultValue(scope: Scope, group: string, line: OptionLine): Value {
  const [, value = null, flags = ''] = line
  if (flags.includes(flag.unknownDefault)) return { kind: 'read', reading: accepted(unknownText) }
  if (value === null) return { kind: 'none' }
  if (typeof value === 'object')
    return { kind: 'read', reading: { ...accepted(unknownText), ...contents(value) } }
  return readText(scope, group, line, typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value))
}

function contents(value: Exclude<Json, string | number | boolean | null>): Partial<Accepted> {
  if (Array.isArray(value)) return { items: value.map(String) }
  return { pairs: Object.entries(value).map(([name, it]) => [name, String(it)] as const) }
}

function readText(scope: Scope, group: string, [type]: OptionLine, text: string): Value {
  const whole = substitute(scope, group, text)
  if ('problem' in whole) return { kind: 'reference', problem: whole.problem }
  const reading = readValue(type, whole.text)
  return reading.accepted ? { kind: 'read', reading } : { kind: 'refused' }
}
