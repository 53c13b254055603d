import type { FurtherOption } from '../model/input.ts'
import type { LinkedFile, LinkedService } from '../model/linked.ts'
import { type OptionSet, optionSet } from '../options/option-set.ts'
import type { AcceptedFinding, OptionCatalogue } from '../options/release-options.ts'

/** What is known of the options of a service's files. */
export interface KnownOptions {
  /** The options that a file may have, where they are known. */
  readonly setOf: (file: LinkedFile) => OptionSet | undefined
  /** Files that a program reads as one with a file, before and after it. */
  readonly companions: (
    file: LinkedFile,
  ) => readonly [before: readonly LinkedFile[], after: readonly LinkedFile[]]
  readonly accepted: readonly AcceptedFinding[]
  readonly further: readonly FurtherOption[]
}

/** Finds the options of a service's files in what is known of a release. */
export function knownOptions(
  service: LinkedService,
  catalogue: OptionCatalogue | undefined,
  releaseName: string,
  further: readonly FurtherOption[],
): KnownOptions {
  const release = catalogue?.of(releaseName)
  const sets = new Map<LinkedFile, OptionSet | undefined>()
  const setOf = (file: LinkedFile) => {
    if (!release || file.format !== 'ini') return undefined
    if (!sets.has(file)) sets.set(file, optionSet(release, file.options))
    return sets.get(file)
  }
  const lists = [...service.containers.flatMap((it) => [it, ...it.before]), ...service.jobs].map(
    (it) => it.files,
  )
  const companions: KnownOptions['companions'] = (file) => {
    const list = lists.find((it) => it.includes(file)) ?? []
    const units = setOf(file)?.units ?? ''
    const isRead = (it: LinkedFile) =>
      it !== file && Array.from(setOf(it)?.units ?? '').some((letter) => units.includes(letter))
    const at = list.indexOf(file)
    return [list.slice(0, at).filter(isRead), list.slice(at + 1).filter(isRead)]
  }
  return { setOf, companions, accepted: catalogue?.accepted ?? [], further }
}
