import type { OptionLine } from './catalogue.ts'
import { allOptions, type OptionName } from './option-set.ts'
import { formerNames, optionKey, type Scope } from './scope.ts'

/** An option, and one of its descriptions. */
export interface DescribedOption extends OptionName {
  readonly line: OptionLine
}

/** Finds the options that once had a name. */
export function formerOptions(scope: Scope): (name: OptionName) => readonly DescribedOption[] {
  let found: Map<string, DescribedOption[]> | undefined
  return (name) => {
    found ??= index(scope)
    return found.get(optionKey(name)) ?? []
  }
}

function index(scope: Scope): Map<string, DescribedOption[]> {
  const found = new Map<string, DescribedOption[]>()
  for (const option of [...allOptions(scope.set), ...dynamicOptions(scope)]) {
    for (const old of formerNames(option.group, option.name, option.line[3]?.was)) {
      const key = optionKey(old)
      const others = found.get(key) ?? []
      if (!others.some((it) => optionKey(it) === optionKey(option))) others.push(option)
      found.set(key, others)
    }
  }
  return found
}

function* dynamicOptions(scope: Scope): Generator<DescribedOption> {
  for (const group of scope.dynamic.groups()) {
    for (const name of scope.dynamic.names(group)) {
      for (const line of scope.dynamic.find(group, name)) yield { group, name, line }
    }
  }
}
