import { flag, type OptionLine } from './catalogue.ts'
import { checkValue } from './check-value.ts'
import { choiceOf } from './chosen-options.ts'
import type { Finding, Found, GivenOption } from './finding.ts'
import { formerOptions } from './former.ts'
import { type Conceal, layerOf } from './given-texts.ts'
import { type Nearness, nearness } from './near.ts'
import { groupKey, type OptionName, type OptionSet } from './option-set.ts'
import { createScope, formerNames, type Layer, optionKey, type Scope } from './scope.ts'

/** What is known beside the options of a file. */
export interface Circumstances {
  /** The options of files that are read before it, as if they were one with it, and after it. */
  readonly before?: readonly (readonly GivenOption[])[]
  readonly after?: readonly (readonly GivenOption[])[]
  readonly conceal?: Conceal
}

/** Says what is wrong with the options that a file sets, in their order; nothing about those that are fine. */
export function checkOptions<Given extends GivenOption>(
  set: OptionSet,
  given: readonly Given[],
  { before = [], after = [], conceal = (text) => text }: Circumstances = {},
): readonly Finding<Given>[] {
  const layer = layerOf(given, conceal)
  const others = (files: readonly (readonly GivenOption[])[]) => files.map((it) => layerOf(it, conceal))
  const scope = createScope(set, [...others(before), layer, ...others(after)])
  const check: Check = { scope, layer, former: formerOptions(scope), near: nearness(scope), seen: new Map() }
  return given.flatMap((option) => Array.from(findings(check, option), (it) => ({ option, ...it })))
}

interface Check {
  readonly scope: Scope
  readonly layer: Layer
  readonly former: ReturnType<typeof formerOptions>
  readonly near: Nearness
  /** How many values of an option have been looked at, when it is given in several pieces. */
  readonly seen: Map<string, number>
}

function* findings(check: Check, option: GivenOption): Generator<Found> {
  const key = optionKey(option)
  const first = check.seen.get(key) ?? 0
  check.seen.set(key, first + option.values.length)
  const given = { key, first, count: option.values.length, texts: check.layer.get(key)! }
  const name = { group: groupKey(option.group), name: option.name }
  const lines = check.scope.find(name.group, name.name)
  if (lines.length > 0) return yield* describedFindings(check, given, name, lines)
  const replacing = check.former(name)
  if (replacing.length === 0) return yield unknown(check, name)
  yield { kind: 'renamed', to: replacing.map((it) => ({ group: it.group, name: it.name })) }
  for (const { line, ...now } of replacing) yield* describedFindings(check, given, now, [line])
}

/** Some of the texts that a file gives to an option. */
interface Given {
  readonly key: string
  readonly first: number
  readonly count: number
  readonly texts: readonly string[]
}

/** What is to be said about an option that is known, by its own name or a former one. */
function* describedFindings(
  check: Check,
  { key, first, count, texts }: Given,
  name: OptionName,
  lines: readonly OptionLine[],
): Generator<Found> {
  const { was, since, reason } = lines[0]![3] ?? {}
  if (lines.every((it) => has(it, flag.deprecated)))
    yield {
      kind: 'deprecated',
      ...(since === undefined ? {} : { since }),
      ...(reason === undefined ? {} : { reason }),
    }
  const multiple = lines.some((it) => has(it, flag.multiple))
  if (!multiple && texts.length > 1) yield { kind: 'given-twice' }
  // Of several names that a file gives, the first one is read; the values of all when it takes several.
  const names = [name, ...formerNames(name.group, name.name, was)].map(optionKey)
  if (!multiple && names.find((it) => check.layer.has(it)) !== key) return
  for (let index = 0; index < count; index++) {
    const text = texts[first + index]!
    const isLast = first + index === texts.length - 1
    if (multiple || isLast) yield* checkValue(check.scope, check.near, name, lines, { index, text })
  }
}

function unknown({ scope, near }: Check, { group, name }: OptionName): Found {
  if (!scope.hasGroup(group))
    return { kind: 'unknown-group', near: near.groups(group), elsewhere: near.elsewhere(name) }
  const choice = choiceOf(scope, group)
  return { kind: 'unknown-option', near: near.options(group, name), ...(choice ? { choice } : {}) }
}

function has(line: OptionLine, letter: string): boolean {
  return line[2]?.includes(letter) === true
}
