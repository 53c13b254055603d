import type { Diagnostic } from '../diagnostic.ts'
import { expected } from '../options/expected.ts'
import { type GroupDescription, listOptions, type OptionDescription } from '../options/list-options.ts'
import { optionSet } from '../options/option-set.ts'
import type { OptionCatalogue } from '../options/release-options.ts'
import { unknownName } from './problems.ts'
import { table } from './table.ts'

/** Every option that a configuration file may have in a release, or why that is not known. */
export function optionsText(
  catalogue: OptionCatalogue,
  release: string,
  file: string,
  json: boolean,
): { readonly text: string } | { readonly problem: Diagnostic } {
  const known = catalogue.of(release)
  if (!known) return { problem: unknownName('release with known options', release, catalogue.releases) }
  const set = optionSet(known, file)
  if (!set) return { problem: unknownName('file with known options', file, Object.keys(known.index.files)) }
  const groups = listOptions(set)
  if (json) return { text: `${JSON.stringify({ file, release, groups }, null, 2)}\n` }
  return { text: `${file} in ${release}\n${groups.map(groupText).join('')}` }
}

function groupText({ group, dynamic, options }: GroupDescription): string {
  const title = dynamic ? `[<${group}>]` : `[${group}]`
  return `\n${title}\n${table(options.map((it) => [`  ${it.name}`, notesOf(it).join('; ')]))}`
}

function fallbackOf(option: OptionDescription): readonly string[] {
  if (!('default' in option)) return ['by default what the machine or the program decides']
  const { default: fallback = null } = option
  return fallback === null ? [] : [`by default ${JSON.stringify(fallback)}`]
}

function notesOf(option: OptionDescription): readonly string[] {
  const { type, multiple, secret, required, deprecated, formerNames } = option
  return [
    expected(type),
    ...fallbackOf(option),
    ...(multiple ? ['several times'] : []),
    ...(secret ? ['secret'] : []),
    ...(required ? ['required'] : []),
    ...(deprecated
      ? [deprecated.since === undefined ? 'deprecated' : `deprecated since ${deprecated.since}`]
      : []),
    ...(formerNames.length > 0
      ? [`formerly ${formerNames.map((it) => `[${it.group}] ${it.name}`).join(', ')}`]
      : []),
  ]
}
