import type { ParametricType } from '../../compiler/options/catalogue.ts'
import {
  type GroupDescription,
  listOptions,
  type OptionDescription,
} from '../../compiler/options/list-options.ts'
import { optionSet } from '../../compiler/options/option-set.ts'
import type { Chance } from './chance.ts'
import { misspelt } from './mutate.ts'
import { optionCatalogue } from './shipped-files.ts'

export type MistakeKind =
  'misspelt' | 'wrong group' | 'wrong type' | 'out of range' | 'removed' | 'deprecated'

/** An option that is set wrongly on purpose. */
export interface Mistake {
  readonly kind: MistakeKind
  readonly group: string
  readonly name: string
  readonly value: string
  /** What has to be said about it, and whether at its value rather than at its name. */
  readonly code: string
  readonly atValue: boolean
}

export const mistakeKinds: readonly MistakeKind[] = [
  'misspelt',
  'wrong group',
  'wrong type',
  'out of range',
  'removed',
  'deprecated',
]

/** Makes mistakes in a file of a release. */
export function mistakesIn(release: string, file: string, { below, pick }: Chance) {
  const groups = groupsOf(release, file)
  const known = new Map(groups.map((it) => [it.group, new Set(it.options.map((option) => option.name))]))
  const all = groups.flatMap(({ group, options }) => options.map((it) => ({ group, ...it })))
  const isKnown = (group: string, name: string) => known.get(group)?.has(name) === true
  const former = new Set(all.flatMap((it) => it.formerNames.map((old) => `${old.group}\n${old.name}`)))
  const isFree = (group: string, name: string) => !isKnown(group, name) && !former.has(`${group}\n${name}`)
  const unknown = { code: 'render/unknown-option', atValue: false }
  const bad = { code: 'render/bad-option-value', atValue: true }
  // One option of a file that others refer to would make them wrong as well.
  const referred = new Set(
    all.flatMap((it) =>
      [...JSON.stringify(it.default ?? '').matchAll(/\$\{?(\w+)/g)].map((found) => found[1]!),
    ),
  )
  const plain = all.filter(
    (it) => !it.secret && !it.deprecated && !referred.has(it.name) && !choosing.test(it.name),
  )
  const gone = optionCatalogue.releases
    .filter((it) => it !== release)
    .flatMap((it) => groupsOf(it, file))
    .flatMap(({ group, options }) => options.map((it) => ({ group, ...it })))
    .filter((it) => isFree(it.group, it.name) && !it.secret)
  const switches = all.filter((it) => typeOf(it).type === 'boolean' && !choosing.test(it.name))
  const old = [
    ...switches.filter((it) => it.deprecated),
    ...switches.flatMap((it) => it.formerNames.filter((was) => !isKnown(was.group, was.name))),
  ]
  const closed = groups.filter((it) => !it.options.some(({ name }) => name === 'auth_type'))
  const typed = plain.filter((it) => ['integer', 'boolean', 'float', 'port'].includes(typeOf(it).type))
  const bounded = plain.filter((it) => outside(it) !== undefined)
  const makers: Readonly<Record<MistakeKind, () => Mistake | undefined>> = {
    misspelt: () => {
      const { group, name } = pick(plain)
      const wrong = misspelt(name, below)
      return isFree(group, wrong)
        ? { kind: 'misspelt', group, name: wrong, value: 'x', ...unknown }
        : undefined
    },
    'wrong group': () => {
      const { name } = pick(plain)
      const { group } = pick(closed)
      return isFree(group, name) ? { kind: 'wrong group', group, name, value: 'x', ...unknown } : undefined
    },
    'wrong type': () => {
      const { group, name } = pick(typed)
      return {
        kind: 'wrong type',
        group,
        name,
        value: pick(['banana', '1,5', '0x10', 'none at all']),
        ...bad,
      }
    },
    'out of range': () => {
      const it = pick(bounded)
      return { kind: 'out of range', group: it.group, name: it.name, value: outside(it)!, ...bad }
    },
    removed: () => {
      if (gone.length === 0) return undefined
      const { group, name } = pick(gone)
      return { kind: 'removed', group, name, value: 'x', ...unknown }
    },
    deprecated: () => {
      if (old.length === 0) return undefined
      const { group, name } = pick(old)
      return {
        kind: 'deprecated',
        group,
        name,
        value: 'true',
        code: 'render/deprecated-option',
        atValue: false,
      }
    },
  }
  return (kind: MistakeKind): Mistake | undefined => makers[kind]()
}

/** Such options say what other options there are. */
const choosing = /^(auth_type|auth_section|enabled_\w+|config_source|methods|stores_lookup_suffix)$/

function groupsOf(release: string, file: string): readonly GroupDescription[] {
  const set = optionSet(optionCatalogue.of(release)!, file)
  return set
    ? listOptions(set).filter((it) => !it.dynamic && !/_authtoken$|^service_user$/.test(it.group))
    : []
}

function typeOf({ type }: OptionDescription): ParametricType {
  return typeof type === 'string' ? { type } : type
}

/** A value just outside what an option takes. */
function outside(option: OptionDescription): string | undefined {
  const type = typeOf(option)
  if (type.type === 'port') return '65536'
  if (type.type === 'string' && type.choices && !type.ignoreCase) return 'none-of-them'
  if (type.type !== 'integer' || type.choices) return undefined
  if (typeof type.max === 'number') return String(type.max + 1)
  return typeof type.min === 'number' ? String(type.min - 1) : undefined
}
