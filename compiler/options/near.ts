import { lexicographic } from '../lib/lexicographic.ts'
import { suggestions } from '../lib/did-you-mean.ts'
import { allOptions, type OptionName } from './option-set.ts'
import type { Scope } from './scope.ts'

/** Proposals for names that nothing has. */
export interface Nearness {
  readonly groups: (group: string) => readonly string[]
  /** Options of nearly that name in the group; if there are none, of that or nearly that name in others. */
  readonly options: (group: string, name: string) => readonly OptionName[]
  /** Options of exactly that name. */
  readonly elsewhere: (name: string) => readonly OptionName[]
}

/** Finds proposals, for so many names at most: beyond that a file is of another kind than it is said to be. */
export function nearness(scope: Scope, most = 50): Nearness {
  const groupsOf = new Map<string, string[]>()
  const namesIn = new Map<string, Set<string>>()
  const add = (group: string, name: string) => {
    namesIn.set(group, (namesIn.get(group) ?? new Set()).add(name))
    const groups = groupsOf.get(name)
    if (groups) groups.push(group)
    else groupsOf.set(name, [group])
  }
  const fill = () => {
    if (groupsOf.size > 0) return
    for (const { group, name } of allOptions(scope.set)) add(group, name)
    for (const group of scope.dynamic.groups())
      for (const name of scope.dynamic.names(group)) add(group, name)
  }
  let left = most
  const limited = <T>(find: () => readonly T[]): readonly T[] => {
    if (left === 0) return []
    left--
    fill()
    return find()
  }
  const elsewhere = (name: string) =>
    [...new Set(groupsOf.get(name) ?? [])].sort(lexicographic).map((group) => ({ group, name }))
  return {
    groups: (group) => limited(() => suggestions(group, [...namesIn.keys()])),
    elsewhere: (name) => limited(() => elsewhere(name).slice(0, mostProposals)),
    options: (group, name) =>
      limited(() => {
        const inGroup = similar(name, namesIn.get(group) ?? []).map((it) => ({ group, name: it }))
        if (inGroup.length > 0) return inGroup
        const same = elsewhere(name)
        const others = same.length > 0 ? same : similar(name, groupsOf.keys()).flatMap(elsewhere)
        return others.slice(0, mostProposals)
      }),
  }
}

const mostProposals = 3
const atOnce = 1000

/** The names nearest to one, out of any number of names. */
function similar(name: string, known: Iterable<string>): readonly string[] {
  const names = [...known]
  const candidates: string[] = []
  for (let at = 0; at < names.length; at += atOnce)
    candidates.push(...suggestions(name, names.slice(at, at + atOnce)))
  return suggestions(name, candidates)
}
