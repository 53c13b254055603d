import type { Report } from '../diagnostic.ts'
import type { DeclaredSecret, LinkedFile } from '../model/linked.ts'
import type { Mapping } from '../model/node.ts'
import { multipleOptions } from '../options/multiple.ts'
import type { OptionSet } from '../options/option-set.ts'
import { evaluate } from '../template/evaluate.ts'
import type { Piece, Scope } from '../template/evaluate.ts'
import { givenOptions } from './given-options.ts'
import type { IniFile, IniOverride } from './ini-file.ts'
import { layIni } from './ini-lay.ts'
import { parseIni } from './ini-parse.ts'
import { malformedIni } from './ini-problems.ts'
import { optionOverrides } from './option-overrides.ts'
import { placeAt } from './place-at.ts'
import { onOneLine, unwritableValue } from './problems.ts'

/** What a file of options is made of. */
export interface FileSources {
  /** Top-level keys of the settings under which options of the file can be set. */
  readonly optionKeys: readonly string[]
  readonly secrets: readonly DeclaredSecret[]
  /** What the template reads. */
  readonly scope: Scope
  /** Which options the file may have, where that is known. */
  readonly set?: OptionSet
}

/** A file with the options of the settings laid over it, and the pieces that its template gave. */
export interface LaidFile {
  readonly ini: IniFile
  readonly pieces: readonly Piece[]
}

/** Evaluates the template of a file of options, and lays the options of the settings over it. */
export function layFile(
  file: LinkedFile,
  root: Mapping,
  { optionKeys, secrets, scope, set }: FileSources,
  report: Report,
): LaidFile | undefined {
  const pieces = evaluate(file.template, scope, report)
  if (!pieces) return undefined
  // A value that goes on where a line begins would be read as options and sections of its own.
  const broken = pieces.filter((it) => it.printed && /\r|\n(?![ \t])/.test(it.text))
  for (const it of broken) report.push(unwritableValue(it.at, onOneLine))
  if (broken.length > 0) return undefined
  const parsed = parseIni(pieces.map((it) => it.text).join(''))
  for (const { offset, problem } of parsed.malformed)
    report.push(malformedIni(placeAt(offset, pieces, file.at), problem))
  const overrides = optionOverrides(root, optionKeys, file.key, secrets, report)
  const ini = layIni(parsed, overrides)
  const repeated = set && repeatMultiple(overrides, set, ini)
  return { ini: repeated ? layIni(parsed, repeated) : ini, pieces }
}

/** Sets an option once for each item of a list, where all of its values count; nothing where there is no such option. */
function repeatMultiple(
  overrides: readonly IniOverride[],
  set: OptionSet,
  ini: IniFile,
): readonly IniOverride[] | undefined {
  const lists = overrides.filter((it) => it.items)
  if (lists.length === 0) return undefined
  const isMultiple = multipleOptions(set, givenOptions(ini))
  const repeated = new Set(
    lists.filter(({ section, option }) => isMultiple({ group: section, name: option })),
  )
  if (repeated.size === 0) return undefined
  return overrides.map((it) => (repeated.has(it) ? { ...it, change: { set: it.items! } } : it))
}
