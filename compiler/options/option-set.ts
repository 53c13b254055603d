import type { CataloguePart, OptionLine, Options, OptionSource, Rule } from './catalogue.ts'
import type { ReleaseOptions } from './release-options.ts'

/** The options that a file may have, except those whose names, or whose groups' names, are not fixed. */
export interface OptionSet {
  /** The letters of the units that read the file. */
  readonly units: string
  readonly parts: readonly CataloguePart[]
  readonly rules: readonly Rule[]
}

/** What an option is called: a group and its own name. */
export interface OptionName {
  readonly group: string
  readonly name: string
}

/** The part of a catalogue that the options of all projects share. */
const sharedPart = 'libraries'

/** The options that a file may have, by the last part of its path; nothing for a file that the release does not know. */
export function optionSet({ index, part }: ReleaseOptions, file: string): OptionSet | undefined {
  const units = own(index.files, file)
  if (units === undefined) return undefined
  const names = new Set([sharedPart, ...Array.from(units, (it) => index.units[it]!.part)])
  const parts = Array.from(names, part)
  return { units, parts, rules: parts.flatMap((it) => it.rules) }
}

/** What a group is found by: the case of its name does not matter, but `DEFAULT` is like no other. */
export function groupKey(name: string): string {
  return name === 'DEFAULT' ? name : name.toLowerCase()
}

/** The descriptions of an option: none when there is no such option, several when units differ. */
export function findOption({ parts, units }: OptionSet, group: string, name: string): readonly OptionLine[] {
  return parts.flatMap((part) => {
    const options = own(part.groups, group)
    const lines = options && own(options.options, name)
    return lines ? linesOf(lines).filter((it) => isFor(it[3]?.in ?? options.in, units)) : []
  })
}

/** Whether a group has options with fixed names. */
export function hasGroup({ parts, units }: OptionSet, group: string): boolean {
  return parts.some((part) => {
    const found = own(part.groups, group)
    const lines = found ? Object.values(found.options).flatMap(linesOf) : []
    return lines.some((it) => isFor(it[3]?.in ?? found!.in, units))
  })
}

/** All options with fixed names. */
export function* allOptions({
  parts,
  units,
}: OptionSet): Generator<OptionName & { readonly line: OptionLine }> {
  for (const part of parts) {
    for (const [group, { in: usual, options }] of Object.entries(part.groups)) {
      for (const [name, lines] of Object.entries(options)) {
        for (const line of linesOf(lines)) if (isFor(line[3]?.in ?? usual, units)) yield { group, name, line }
      }
    }
  }
}

/** The options that a rule speaks of. */
export function optionsOf(set: OptionSet, source: OptionSource): ReadonlyMap<string, readonly OptionLine[]> {
  if (typeof source === 'string') return new Map(entries(setOf(set, source)))
  const { set: name, group, only, and = {} } = source
  const base = name === undefined ? [] : entries(setOf(set, name))
  const alike = group === undefined ? [] : optionsOfGroup(set, group)
  const chosen = only ? base.filter(([it]) => only.includes(it)) : base
  return new Map([...chosen, ...alike, ...entries(and)])
}

function optionsOfGroup(set: OptionSet, group: string): [string, readonly OptionLine[]][] {
  const names = set.parts.flatMap((part) => Object.keys(own(part.groups, group)?.options ?? {}))
  return names.map((name) => [name, findOption(set, group, name)] as [string, readonly OptionLine[]])
}

function setOf({ parts }: OptionSet, name: string): Options {
  return parts.map((it) => own(it.sets, name)).find((it) => it !== undefined) ?? {}
}

function entries(options: Options): [string, readonly OptionLine[]][] {
  return Object.entries(options).map(([name, line]) => [name, [line]])
}

function linesOf(lines: OptionLine | readonly OptionLine[]): readonly OptionLine[] {
  return isSeveral(lines) ? lines : [lines]
}

/** A description begins with a type, which is no list. */
function isSeveral(lines: OptionLine | readonly OptionLine[]): lines is readonly OptionLine[] {
  return Array.isArray(lines[0])
}

function isFor(letters: string, units: string): boolean {
  return Array.from(letters).some((it) => units.includes(it))
}

/** A property of its own: names come from files, and might be those that every object has. */
function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
