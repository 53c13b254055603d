import { typeCases } from '../../compiler/options/type-cases.test-support.ts'
import { unknownText } from '../../compiler/options/reading.ts'
import { type GroupDescription, listOptions } from '../../compiler/options/list-options.ts'
import type { OptionSet } from '../../compiler/options/option-set.ts'
import type { Chance } from './chance.ts'

/** A file with some changes, each of which may or may not be a mistake. */
export function mutate(text: string, set: OptionSet, changes: number, { below, pick }: Chance): string {
  const groups = listOptions(set).filter((it) => !it.dynamic && it.options.length > 0)
  const added: string[] = []
  let lines = text.split('\n')
  for (let done = 0; done < changes; done++) {
    const options = lines.flatMap((line, index) => (/^[a-z]\w* = /.test(line) ? [index] : []))
    const change = options.length === 0 ? 3 + below(3) : below(6)
    const at = options.length === 0 ? 0 : pick(options)
    const [, name = '', value = ''] = /^(\w+) = (.*)$/.exec(lines[at] ?? '') ?? []
    if (change === 0) lines = lines.with(at, `${misspelt(name, below)} = ${value}`)
    else if (change === 1) lines = lines.with(at, `${name} = ${pick(values)}`)
    else if (change === 2) {
      added.push(`[${pick(groups).group}]`, lines[at]!)
      lines = lines.toSpliced(at, 1)
    } else added.push(...addition(groups, change, { below, pick }))
  }
  return [...lines, ...added, ''].join('\n')
}

/** An option by its name, by a former one, or in another group. */
function addition(
  groups: readonly GroupDescription[],
  change: number,
  { below, pick }: Chance,
): readonly string[] {
  const { group, options } = pick(groups)
  const option = pick(options)
  const former = option.formerNames.length > 0 && change === 4 ? pick(option.formerNames) : undefined
  const place = former ?? {
    group: change === 5 && below(3) === 0 ? pick(groups).group : group,
    name: option.name,
  }
  return [`[${place.group}]`, `${place.name} = ${pick(values)}`]
}

/** A name with a letter too few, too many, or another. */
export function misspelt(name: string, below: Chance['below']): string {
  const at = below(name.length)
  const letters = ['', name[at]! + name[at]!, 'x']
  return `${name.slice(0, at)}${letters[below(3)]}${name.slice(at + 1)}`
}

/** Texts that some type takes and another refuses, such as can stand on one line. */
const values: readonly string[] = [
  ...new Set(
    typeCases
      .flatMap(({ taken = [], refused = [] }) => [...taken, ...refused])
      .filter((it) => !it.includes(unknownText) && !/[\r\n]/.test(it) && it.length < 100 && it.trim() === it),
  ),
  'banana',
  '$debug',
  '$nothing',
  '${debug}x',
  '$$',
  'true',
  'true',
  '1',
  '100000',
  '/var/lib',
]
