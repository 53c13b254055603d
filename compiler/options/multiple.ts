import { flag } from './catalogue.ts'
import type { GivenOption } from './finding.ts'
import { layerOf } from './given-texts.ts'
import type { OptionName, OptionSet } from './option-set.ts'
import { createScope } from './scope.ts'

/** Tells of which options every value counts that a file gives them, and not the last one alone. */
export function multipleOptions(set: OptionSet, given: readonly GivenOption[]): (it: OptionName) => boolean {
  const scope = createScope(set, [layerOf(given, (text) => text)])
  return ({ group, name }) => scope.find(group, name).some(([, , flags]) => flags?.includes(flag.multiple))
}
