import type { NamedGroups, NamedOptions, OptionLine, OptionSource } from './catalogue.ts'
import { groupKey, hasGroup, optionsOf } from './option-set.ts'
import { strip } from './python-text.ts'
import { isUnknown } from './reading.ts'
import type { Scope } from './scope.ts'

/** A name that an option gives, and of which kind it says it is. */
interface GivenName {
  readonly name: string
  readonly kind?: string
}

/** The options of a group because another option gives its name. */
export function* namedOptions(
  scope: Scope,
  rule: NamedGroups,
  group: string,
): Generator<readonly [string, readonly OptionLine[]]> {
  const { names, complete } = namesGiven(scope, rule)
  const given = names.find(({ name }) => groupOf(rule, name) === group)
  const name = given?.name ?? (complete || hasGroup(scope.set, group) ? undefined : nameIn(rule, group))
  if (name === undefined) return
  for (const source of sourcesOf(rule, given?.kind))
    for (const [option, lines] of optionsOf(scope.set, source))
      yield [option, lines.map((it) => instance(it, name))]
}

/** The groups that another option gives the names of. */
export function groupsNamed(scope: Scope, rule: NamedGroups): readonly string[] {
  return namesGiven(scope, rule).names.map(({ name }) => groupOf(rule, name))
}

/** The names that an option gives; they are not complete when some are known at run time only. */
export function namesGiven(
  scope: Scope,
  { from: [group, option], as }: NamedGroups | NamedOptions,
): { readonly names: readonly GivenName[]; readonly complete: boolean } {
  const value = scope.valueOf(group, option)
  if (value.kind === 'none') return { names: [], complete: true }
  // A value that cannot be read is a mistake already: nothing that follows from it is to be said.
  if (value.kind !== 'read') return { names: [], complete: false }
  const { text, items, pairs } = value.reading
  const names =
    as === 'dict'
      ? (pairs ?? []).map(([name, kind]) => ({ name, kind }))
      : (items ?? (isUnknown(text) ? [] : text.split(','))).map((it) => ({ name: strip(it) }))
  const complete = (items ?? pairs) !== undefined || !isUnknown(text)
  return {
    names: names.filter(({ name }) => !isUnknown(name)),
    complete: complete && !names.some(({ name }) => isUnknown(name)),
  }
}

function groupOf({ groups }: NamedGroups, name: string): string {
  return groupKey(groups.replace('{}', () => name))
}

/** The name that would give a group. */
function nameIn({ groups }: NamedGroups, group: string): string | undefined {
  const [before = '', after = ''] = groupKey(groups).split('{}')
  const long = group.length >= before.length + after.length
  return long && group.startsWith(before) && group.endsWith(after)
    ? group.slice(before.length, group.length - after.length)
    : undefined
}

/** All sources for a kind that there is not: that it is wrong is seen at the option that gives the name. */
function sourcesOf({ set, sets = {} }: NamedGroups, kind: string | undefined): readonly OptionSource[] {
  if (kind !== undefined && Object.hasOwn(sets, kind)) return [sets[kind]!]
  return [...(set === undefined ? [] : [set]), ...Object.values(sets)]
}

/** A description whose former groups are named after the group. */
function instance(line: OptionLine, name: string): OptionLine {
  const [type, fallback = null, flags = '', more = {}] = line
  if (!more.was) return line
  const was = more.was.map(([group, old]) => [group && group.replace('{}', () => name), old] as const)
  return [type, fallback, flags, { ...more, was }]
}
