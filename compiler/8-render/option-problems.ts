import { problem } from '../diagnostic.ts'
import { didYouMean } from '../lib/did-you-mean.ts'
import type { Place } from '../model/node.ts'
import type {
  BadValue,
  DeprecatedForRemoval,
  Renamed,
  UnknownGroup,
  UnknownOption,
  ValueWithBadReference,
} from '../options/finding.ts'
import type { OptionName } from '../options/option-set.ts'

/** An option that a file sets, and of which release the programs are that read it. */
export interface SetOption extends OptionName {
  /** The name under which the file's options are known, such as `name.conf`. */
  readonly file: string
  readonly release: string
}

/**
 * A configuration file sets an option, or has a section, that the programs of this release do not know.
 *
 * Programs ignore what they do not know and say nothing: what was meant to be set is not.
 *
 * Correct the name, or the section that it is in. An option that was there in an earlier release may be gone: what
 * replaces it is in the project's release notes. `oskc services --options FILE` lists the options of a file.
 */
export const unknownOption = problem(
  'render/unknown-option',
  (at: Place, { file, release, group, name }: SetOption, found: UnknownOption | UnknownGroup) => ({
    at,
    message:
      found.kind === 'unknown-group'
        ? `${file} has no section "${group}" in ${release}.`
        : `${file} has no option "${name}" in [${group}] in ${release}.`,
    ...(found.kind === 'unknown-group' ? hintOfGroup(found) : hintOfOption(group, found)),
  }),
)

/** What to do about an option that nothing known resembles. */
const further = 'If a plug-in of your own reads it, say so in oskc.yaml: further_options.'

function hintOfGroup({ near, elsewhere }: UnknownGroup) {
  const both = elsewhere.filter((it) => near.includes(it.group))
  const found = both.length > 0 ? both : elsewhere
  if (found.length > 0) return { hint: `Did you mean ${list(found.map(inGroup))}?` }
  return { hint: near.length > 0 ? `Did you mean ${list(near.map((it) => `[${it}]`))}?` : further }
}

function hintOfOption(group: string, { near, choice }: UnknownOption) {
  const names = near.map((it) => (it.group === group ? `"${it.name}"` : inGroup(it)))
  if (names.length > 0) return { hint: `Did you mean ${list(names)}?` }
  if (!choice) return { hint: further }
  const says = choice.value === undefined ? 'not set' : `"${choice.value}"`
  return { hint: `Which options are in [${group}] follows from "${choice.by}", which is ${says}.` }
}

function inGroup({ group, name }: OptionName): string {
  return `"${name}" in [${group}]`
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

/**
 * A configuration file sets an option by a former name, or one that will be removed.
 *
 * It still works in this release, and will stop doing so silently in a later one.
 *
 * Use the option that replaces it. Where a template is for several releases, `{{#if (atLeast release "…")}}` tells them apart.
 */
export const deprecatedOption = problem(
  'render/deprecated-option',
  (at: Place, { file, release, group, name }: SetOption, found: Renamed | DeprecatedForRemoval) =>
    found.kind === 'renamed'
      ? {
          at,
          message: `"${name}" in [${group}] of ${file} is a former name in ${release}.`,
          hint: `Write ${list(found.to.map(inGroup))}.`,
        }
      : {
          at,
          message: `"${name}" in [${group}] of ${file} is deprecated in ${release}, and will be removed.`,
          ...(found.reason === undefined ? {} : { hint: found.reason.replaceAll('``', '"') }),
        },
  'warning',
)

/**
 * The value of an option is not of the type, not in the range or not among the choices that it takes, or refers to
 * another option that is not there.
 *
 * Programs read values when they need them: some stop when they start, others fail in the middle of their work.
 *
 * Give the option a value that it takes. A dollar that does not refer to another option is written twice.
 */
export const badOptionValue = problem(
  'render/bad-option-value',
  (at: Place, { group, name, release }: SetOption, found: BadValue | ValueWithBadReference) => {
    const masked = found.secret ? { masked: true } : {}
    if (found.kind === 'bad-reference')
      return { at, message: messageOf(`"${name}" in [${group}]`, found), ...hintOf(group, found), ...masked }
    const text = found.piece ?? found.text
    const not = found.secret || text.length > longest || found.unknown ? '' : `, not "${text}"`
    return { at, message: `"${name}" in [${group}] takes ${found.expected}${not} (${release}).`, ...masked }
  },
)

const longest = 60

function messageOf(option: string, { reference, reason }: ValueWithBadReference): string {
  switch (reason) {
    case 'circular':
      return `${option} refers to "${reference}", which refers back to it.`
    case 'bad-value':
      return `${option} refers to "${reference}", whose own value is wrong.`
    case 'group':
      return `${option} refers to "${reference}", which is a section and no option.`
    default:
      return `${option} refers to "${reference}", which is no option of the file.`
  }
}

function hintOf(group: string, { near, reference, reason }: ValueWithBadReference) {
  if (reason === 'bad-value' || reason === 'circular') return {}
  const names = near.map((it) => (it.group === group ? it.name : `${it.group}.${it.name}`))
  const proposal = didYouMean(reference, names).hint
  return { hint: proposal ?? `To have a dollar in the value, write it twice: "$$${reference}".` }
}

/**
 * An option that takes one value is set more than once.
 *
 * Programs read the last one and say nothing of the others: what those were meant to change does not.
 *
 * Leave one of them.
 */
export const repeatedOption = problem(
  'render/repeated-option',
  (at: Place, { group, name }: SetOption, last: Place) => ({
    at,
    message: `"${name}" in [${group}] takes one value, and is set again.`,
    related: [{ message: 'This one counts.', at: last }],
  }),
)

/**
 * An option that programs treat as a secret has a value that everybody can read who reads the charts.
 *
 * Charts are committed, copied and shown; what stands in them is no secret, and is not changed by rotating one.
 *
 * Declare a secret, and refer to it: `{secret: NAME, key: KEY}` in settings, `{{secret "KEY"}}` in templates.
 */
export const secretInTheClear = problem(
  'render/secret-in-the-clear',
  (at: Place, { group, name }: SetOption) => ({
    at,
    message: `"${name}" in [${group}] is a secret, and its value can be read in the chart.`,
    hint: 'Declare a secret, and give the option as {secret: NAME, key: KEY}.',
    masked: true,
  }),
)

/**
 * Nobody has looked at the options of this release yet.
 *
 * Misspelt options and bad values pass unseen: no configuration file is checked.
 *
 * Use a release that oskc knows, or a newer oskc.
 */
export const uncheckedRelease = problem(
  'render/unchecked-release',
  (at: Place, release: string, known: readonly string[]) => ({
    at,
    message: `The options of release ${release} are not known: configuration files are not checked.`,
    hint: `Known are ${list(known)}.`,
  }),
  'warning',
)
