import { allOptions, groupKey, type OptionName } from './option-set.ts'
import { unknownText } from './reading.ts'
import type { Scope } from './scope.ts'

/** A reference to another option with which a value cannot be read. */
export interface BadReference {
  /** As it is written, without the dollar and braces. */
  readonly reference: string
  readonly reason: 'unknown-option' | 'unknown-group' | 'group' | 'circular' | 'bad-value'
}

export type Substituted = { readonly text: string } | { readonly problem: BadReference }

/** Puts values of other options in place of `$name`, `$group.name` and the same in braces; `$$` and `\$` are a dollar. */
export function substitute(scope: Scope, group: string, text: string): Substituted {
  let problem: BadReference | undefined
  const whole = text.replaceAll('\\$', '$$$$').replace(references, (all, escaped, unknown, plain, braced) => {
    if (escaped !== undefined) return '$'
    // The name of the option may go on with what is not known yet.
    if (unknown !== undefined) return unknownText
    const found = lookUp(scope, group, plain ?? braced)
    if (typeof found === 'string') return found
    problem ??= found
    return all
  })
  return problem ? { problem } : { text: whole }
}

// The four letters besides are what Python takes for I, K and S when it ignores case.
const letter = '_a-zA-Z\\u0130\\u0131\\u017f\\u212a'
const name = `[${letter}][.${letter}0-9]*`
const references = new RegExp(
  `\\$(?:(\\$)|((?:${name}|\\{[^}]*)${unknownText})|(${name})|\\{(${name})\\})`,
  'g',
)

function lookUp(scope: Scope, group: string, reference: string): string | BadReference {
  const place = placeOf(scope, group, reference)
  if (typeof place === 'string') return { reference, reason: place }
  const value = scope.valueOf(place.group, place.name)
  switch (value.kind) {
    case 'none':
      return ''
    case 'read':
      return value.reading.text
    case 'refused':
      return { reference, reason: 'bad-value' }
    case 'reference':
      return { reference, reason: value.problem.reason === 'circular' ? 'circular' : 'bad-value' }
  }
}

/** Without a group an option is looked for in the group of the value, then in DEFAULT. */
function placeOf(scope: Scope, group: string, reference: string): OptionName | BadReference['reason'] {
  const at = reference.indexOf('.')
  if (at !== -1) {
    const other = groupKey(reference.slice(0, at))
    // DEFAULT is no group that could be named.
    if (other === 'DEFAULT' || !scope.hasGroup(other)) return 'unknown-group'
    return within(scope, other, reference.slice(at + 1)) ?? 'unknown-option'
  }
  const near = group === 'DEFAULT' ? undefined : within(scope, group, reference)
  if (near) return near
  if (scope.hasGroup(reference)) return 'group'
  return within(scope, 'DEFAULT', reference) ?? 'unknown-option'
}

/** An option by its name, or by a former one. Whoever gave up a name without naming its group gave up one in DEFAULT. */
function within(scope: Scope, group: string, name: string): OptionName | undefined {
  if (scope.find(group, name).length > 0) return { group, name }
  for (const { line, ...option } of allOptions(scope.set)) {
    const was = line[3]?.was ?? []
    if (
      was.some(
        ([oldGroup, oldName]) => (oldGroup ?? 'DEFAULT') === group && oldName?.replaceAll('-', '_') === name,
      )
    )
      return option
  }
  return undefined
}
