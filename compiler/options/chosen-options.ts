import type { ChosenOptions, OptionLine, OptionSource } from './catalogue.ts'
import { findOption, groupKey, hasGroup, optionsOf } from './option-set.ts'
import { isUnknown } from './reading.ts'
import type { Scope } from './scope.ts'

/** The options of a group because another option of it, or of the group that refers to it, chooses them. */
export function* chosenOptions(
  scope: Scope,
  rule: ChosenOptions,
  group: string,
): Generator<readonly [string, readonly OptionLine[]]> {
  const homes = homesElsewhere(scope, rule)
  const referring = homes.get(group) ?? (hasGroup(scope.set, group) ? undefined : homes.get(anyHome))
  if (referring !== undefined) yield [rule.by, findOption(scope.set, referring, rule.by)]
  else if (!isChooser(scope, rule, group) || elsewhere(scope, rule, group) !== undefined) return
  for (const source of sourcesChosen(scope, rule, group)) yield* optionsOf(scope.set, source)
}

/** Which option chooses the options of a group, what it says, and what it could say; nothing where none does. */
export interface Choice {
  readonly by: string
  /** Nothing when it is not set, or known at run time only. */
  readonly value: string | undefined
  readonly known: readonly string[]
}

/** What chooses options of a group. */
export function choiceOf(scope: Scope, group: string): Choice | undefined {
  for (const rule of scope.set.rules) {
    if (rule.kind !== 'chosen') continue
    if (!isChooser(scope, rule, group) && !homesElsewhere(scope, rule).has(group)) continue
    return { by: rule.by, value: textOf(scope, group, rule.by), known: Object.keys(rule.sets) }
  }
  return undefined
}

/** Stands for a group whose name is known at run time only. */
const anyHome = '\n'

/** The groups that have the chosen options instead of those that refer to them, and one of those that do. */
export function homesElsewhere(scope: Scope, rule: ChosenOptions): ReadonlyMap<string, string> {
  const homes = new Map<string, string>()
  for (const key of scope.layers.flatMap((it) => [...it.keys()])) {
    const [group, name] = key.split('\n') as [string, string]
    if (name !== rule.elsewhere || !isChooser(scope, rule, group)) continue
    const home = elsewhere(scope, rule, group)
    if (home !== undefined) homes.set(home, group)
  }
  return homes
}

function isChooser({ set }: Scope, { having }: ChosenOptions, group: string): boolean {
  return having.every((it) => findOption(set, group, it).length > 0)
}

function elsewhere(scope: Scope, rule: ChosenOptions, group: string): string | undefined {
  const value = scope.valueOf(group, rule.elsewhere)
  if (value.kind !== 'read' || value.reading.text === '') return undefined
  return isUnknown(value.reading.text) ? anyHome : groupKey(value.reading.text)
}

/** One source for a choice that is there, all for one that is not, or not known: it is wrong where it is made. */
function sourcesChosen(scope: Scope, rule: ChosenOptions, group: string): readonly OptionSource[] {
  const value = scope.valueOf(group, rule.by)
  if (value.kind === 'none') return []
  const text = textOf(scope, group, rule.by)
  if (text === '') return []
  return text !== undefined && Object.hasOwn(rule.sets, text) ? [rule.sets[text]!] : Object.values(rule.sets)
}

function textOf(scope: Scope, group: string, name: string): string | undefined {
  const value = scope.valueOf(group, name)
  return value.kind === 'read' && !isUnknown(value.reading.text) ? value.reading.text : undefined
}
