import { parseIni } from '../../compiler/8-render/ini-parse.ts'
import { givenOptions } from '../../compiler/8-render/given-options.ts'
import { checkOptions } from '../../compiler/options/check.ts'
import type { OptionSet } from '../../compiler/options/option-set.ts'

/** What is to be said of an option that a file sets: `fine`, `unknown`, `bad`, `renamed` or `renamed bad`. */
export type Verdicts = ReadonlyMap<string, string>

/** What our check says of each option of a file, by `[group] name`. */
export function ourVerdicts(set: OptionSet, text: string): Verdicts {
  const given = givenOptions(parseIni(text))
  const kinds = new Map<string, Set<string>>(given.map((it) => [keyOf(it.group, it.name), new Set()]))
  for (const it of checkOptions(set, given)) kinds.get(keyOf(it.option.group, it.option.name))!.add(it.kind)
  return new Map([...kinds].map(([key, found]) => [key, verdictOf(found)]))
}

function verdictOf(kinds: ReadonlySet<string>): string {
  if (kinds.has('unknown-option') || kinds.has('unknown-group')) return 'unknown'
  const words = [
    ...(kinds.has('renamed') ? ['renamed'] : []),
    ...(kinds.has('bad-value') || kinds.has('bad-reference') ? ['bad'] : []),
  ]
  return words.join(' ') || 'fine'
}

export function keyOf(group: string, name: string): string {
  return `[${group === 'DEFAULT' ? group : group.toLowerCase()}] ${name}`
}
