import {
  flag,
  type Json,
  type OptionLine,
  type OptionSource,
  type OptionType,
  type Rule,
} from './catalogue.ts'
import { allOptions, optionsOf, type OptionSet } from './option-set.ts'

/** What is known of an option, for people and programs that look it up. */
export interface OptionDescription {
  readonly name: string
  readonly type: OptionType
  /** Nothing when it is not known: it depends on the machine, or on the program. */
  readonly default?: Json
  readonly multiple: boolean
  readonly secret: boolean
  readonly required: boolean
  readonly mutable: boolean
  readonly advanced: boolean
  readonly deprecated?: { readonly since?: string; readonly reason?: string }
  readonly formerNames: readonly { readonly group: string; readonly name: string }[]
}

/** The options of a group, or of all groups that come about in one way. */
export interface GroupDescription {
  /** Its name; for groups whose names are not fixed, in which way they are named. */
  readonly group: string
  readonly dynamic: boolean
  readonly options: readonly OptionDescription[]
}

/** Everything that a file may have: groups with fixed names by name, then the others. */
export function listOptions(set: OptionSet): readonly GroupDescription[] {
  const groups = new Map<string, OptionDescription[]>()
  for (const { group, name, line } of allOptions(set))
    groups.set(group, [...(groups.get(group) ?? []), describe(group, name, line)])
  const fixed = [...groups].sort(([a], [b]) => (a < b ? -1 : 1))
  return [
    ...fixed.map(([group, options]) => ({ group, dynamic: false, options: sorted(options) })),
    ...set.rules.flatMap((rule) =>
      groupsOf(rule).map(({ group, source }) => {
        const lines = typeof source === 'object' && 'line' in source ? [source.line] : undefined
        const options = lines ?? [...optionsOf(set, source as OptionSource)].flatMap(describeAll(group))
        return { group, dynamic: true, options: sorted(options) }
      }),
    ),
  ]
}

function describeAll(group: string) {
  return ([name, lines]: readonly [string, readonly OptionLine[]]) =>
    lines.map((it) => describe(group, name, it))
}

interface NamedSource {
  readonly group: string
  readonly source: OptionSource | { readonly line: OptionDescription }
}

function groupsOf(rule: Rule): readonly NamedSource[] {
  switch (rule.kind) {
    case 'named': {
      const named = rule.groups.replace('{}', `each of "${rule.from[1]}" in [${rule.from[0]}]`)
      const kinds = Object.entries(rule.sets ?? {}).map(([kind, source]) => ({
        group: `${named}, of kind ${kind}`,
        source,
      }))
      return [...(rule.set === undefined ? [] : [{ group: named, source: rule.set }]), ...kinds]
    }
    case 'chosen':
      return Object.entries(rule.sets).map(([value, source]) => ({
        group: `any with ${rule.by} = ${value}`,
        source,
      }))
    case 'options': {
      const line = describe(rule.group, `each of "${rule.from[1]}" in [${rule.from[0]}]`, rule.option)
      return [{ group: rule.group, source: { line } }]
    }
    case 'any':
      return [{ group: 'any other', source: rule.set }]
  }
}

function describe(
  group: string,
  name: string,
  [type, fallback = null, flags = '', more = {}]: OptionLine,
): OptionDescription {
  const { was = [], since, reason } = more
  const has = (letter: string) => flags.includes(letter)
  return {
    name,
    type,
    ...(has(flag.unknownDefault) ? {} : { default: fallback }),
    multiple: has(flag.multiple),
    secret: has(flag.secret),
    required: has(flag.required),
    mutable: has(flag.mutable),
    advanced: has(flag.advanced),
    ...(has(flag.deprecated)
      ? {
          deprecated: {
            ...(since === undefined ? {} : { since }),
            ...(reason === undefined ? {} : { reason }),
          },
        }
      : {}),
    formerNames: was.map(([oldGroup, oldName]) => ({ group: oldGroup ?? group, name: oldName ?? name })),
  }
}

function sorted(options: readonly OptionDescription[]): readonly OptionDescription[] {
  return options.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}
