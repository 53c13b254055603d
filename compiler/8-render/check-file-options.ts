import type { Diagnostic } from '../diagnostic.ts'
import { replacePlaceholders } from '../lib/placeholder.ts'
import type { FurtherOption } from '../model/input.ts'
import type { Place } from '../model/node.ts'
import { checkOptions } from '../options/check.ts'
import type { Finding } from '../options/finding.ts'
import { groupKey, type OptionSet } from '../options/option-set.ts'
import type { AcceptedFinding } from '../options/release-options.ts'
import { optionKey } from '../options/scope.ts'
import { type GivenByLine, givenOptions } from './given-options.ts'
import type { LaidFile } from './laid-file.ts'
import {
  badOptionValue,
  deprecatedOption,
  repeatedOption,
  secretInTheClear,
  unknownOption,
} from './option-problems.ts'
import { placeOfRange } from './place-at.ts'

/** A file whose options are known. */
export interface KnownFile {
  readonly set: OptionSet
  /** The name under which its options are known, and of which release they are. */
  readonly name: string
  readonly release: string
  /** Who is to blame for what no place can be told of. */
  readonly at: Place
  /** Files that are read as one with it, before and after it. */
  readonly before: readonly LaidFile[]
  readonly after: readonly LaidFile[]
  readonly accepted: readonly AcceptedFinding[]
  readonly further: readonly FurtherOption[]
}

/** Says what is wrong with the options of a file, each at the place that gave it. */
export function checkFileOptions(laid: LaidFile, file: KnownFile): readonly Diagnostic[] {
  const given = givenOptions(laid.ini)
  const findings = checkOptions(file.set, given, {
    before: file.before.map((it) => givenOptions(it.ini)),
    after: file.after.map((it) => givenOptions(it.ini)),
    conceal: (text, mark) => replacePlaceholders(text, () => mark),
  })
  const last = new Map(given.map((it) => [optionKey(it), it]))
  return findings
    .filter((it) => !isAccepted(it, file) && !isFurther(it, file))
    .flatMap((it) => diagnosticOf(it, laid, file, last))
}

function isAccepted({ kind, option }: Finding, { name, accepted }: KnownFile): boolean {
  return accepted.some(
    (it) => it.kind === kind && it.name === option.name && it.group === option.group && it.file === name,
  )
}

/** Whether it is only that nobody knows an option that a plug-in of the user's own reads. */
function isFurther({ kind, option }: Finding, { name, further }: KnownFile): boolean {
  if (kind !== 'unknown-option' && kind !== 'unknown-group') return false
  return further.some(
    (it) =>
      it.file === name &&
      groupKey(it.group) === groupKey(option.group) &&
      (it.option ?? option.name) === option.name,
  )
}

function diagnosticOf(
  finding: Finding<GivenByLine>,
  { pieces }: LaidFile,
  file: KnownFile,
  last: ReadonlyMap<string, GivenByLine>,
): readonly Diagnostic[] {
  const { option } = finding
  const it = { file: file.name, release: file.release, group: option.group, name: option.name }
  const nameOf = ({ line }: GivenByLine): Place =>
    line.override?.by?.name ?? (line.nameAt ? placeOfRange(line.nameAt, pieces, file.at) : file.at)
  const value = (): Place => {
    const { line } = option
    return line.override?.by?.value ?? (line.at ? placeOfRange(line.at, pieces, file.at) : file.at)
  }
  switch (finding.kind) {
    case 'unknown-group':
    case 'unknown-option':
      return [unknownOption(nameOf(option), it, finding)]
    case 'renamed':
    case 'deprecated':
      return [deprecatedOption(nameOf(option), it, finding)]
    case 'bad-value':
    case 'bad-reference':
      return [badOptionValue(value(), it, finding)]
    case 'secret-in-the-clear':
      return [secretInTheClear(value(), it)]
    case 'given-twice': {
      const counting = last.get(optionKey(option))!
      return counting === option ? [] : [repeatedOption(nameOf(option), it, nameOf(counting))]
    }
  }
}
