import type { OptionLine } from './catalogue.ts'
import { chosenOptions, homesElsewhere } from './chosen-options.ts'
import { groupsNamed, namedOptions, namesGiven } from './named-groups.ts'
import { hasGroup, optionsOf } from './option-set.ts'
import type { Scope } from './scope.ts'

/** Options that are there because other options have the values they have. Groups are given by their keys. */
export interface DynamicOptions {
  readonly find: (group: string, name: string) => readonly OptionLine[]
  /** The groups whose names other options give. */
  readonly groups: () => readonly string[]
  /** The names of the options that a group has in this way. */
  readonly names: (group: string) => readonly string[]
}

export function dynamicOptions(scopeOf: () => Scope): DynamicOptions {
  const found = new Map<string, Map<string, readonly OptionLine[]>>()
  const optionsIn = (group: string) => {
    const known = found.get(group)
    if (known) return known
    // It is kept while it is being filled: what chooses options of a group may itself be one of them.
    const options = new Map<string, readonly OptionLine[]>()
    found.set(group, options)
    for (const [name, lines] of optionsByRules(scopeOf(), group))
      options.set(name, [...(options.get(name) ?? []), ...lines])
    return options
  }
  return {
    find: (group, name) => optionsIn(group).get(name) ?? freelyNamed(scopeOf(), group),
    groups: () => groupsByRules(scopeOf()),
    names: (group) => [...optionsIn(group).keys()],
  }
}

/** Options by name; one that comes twice is accepted either way. */
function* optionsByRules(scope: Scope, group: string): Generator<readonly [string, readonly OptionLine[]]> {
  let any = false
  for (const rule of scope.set.rules) {
    switch (rule.kind) {
      case 'named':
        for (const option of namedOptions(scope, rule, group)) yield ((any = true), option)
        break
      case 'chosen':
        for (const option of chosenOptions(scope, rule, group)) yield ((any = true), option)
        break
      case 'options':
        if (rule.group !== group) break
        for (const { name } of namesGiven(scope, rule).names) yield [name, [rule.option]]
        break
      case 'any':
        if (!any && !hasGroup(scope.set, group)) yield* optionsOf(scope.set, rule.set)
    }
  }
}

/** An option whose name is not known before run time could be any. */
function freelyNamed(scope: Scope, group: string): readonly OptionLine[] {
  return scope.set.rules.flatMap((it) =>
    it.kind === 'options' && it.group === group && !namesGiven(scope, it).complete ? [it.option] : [],
  )
}

function groupsByRules(scope: Scope): readonly string[] {
  const groups = scope.set.rules.flatMap((rule) => {
    if (rule.kind === 'named') return groupsNamed(scope, rule)
    return rule.kind === 'chosen' ? [...homesElsewhere(scope, rule).keys()] : []
  })
  return [...new Set(groups)]
}
