import type { Report } from '../diagnostic.ts'
import { holdsPoison } from '../lib/holds-poison.ts'
import { joinPath } from '../lib/join-path.ts'
import { mergeMappings } from '../lib/merge.ts'
import type { MergeClash } from '../lib/merge.ts'
import { emptyMapping, startOf } from '../lib/node.ts'
import type { Input } from '../model/input.ts'
import type { Mapping, Scalar } from '../model/node.ts'
import { includeCycle, tooManyIncludes } from './problems.ts'

/** Files that include others twice, and those others twice again, are soon too much for any computer. */
const mostIncludes = 10_000

/** Merges the documents of files in order, each include at its place in the stream, recursively; `broken` says whether something of it is missing. */
export function compose(
  files: readonly string[],
  input: Input,
  clashes: MergeClash[],
  report: Report,
): { readonly sections: Mapping; readonly broken: boolean } {
  let merged = emptyMapping(startOf(files[0]!))
  let broken = false
  let count = 0
  const add = (file: string, trail: readonly string[]): void => {
    for (const document of input.fragments.get(file) ?? []) {
      if (document.kind === 'include') for (const name of document.files) include(name, [...trail, file])
      else if (document.kind === 'broken') broken = true
      else {
        merged = mergeMappings(merged, document.root, clashes)
        broken ||= hidesPlacing(document.root)
      }
    }
  }
  const include = (name: Scalar, trail: readonly string[]): void => {
    const file = joinPath(name.file, name.source)
    if (++count === mostIncludes) report.push(tooManyIncludes(name, mostIncludes))
    if (count >= mostIncludes) broken = true
    else if (trail.includes(file))
      report.push(includeCycle(name, [...trail.slice(trail.indexOf(file)), file]))
    else add(file, trail)
  }
  for (const file of files) add(file, [])
  return { sections: merged, broken: broken || hidesPlacing(merged) }
}

/** Sections that say nothing of what runs where. */
const elsewhere = 'kubernetes release replicas configs secret_configs secrets files images registry'.split(
  ' ',
)

/** Whether something was wrong in a section that decides what runs where, or in one whose name is unknown. */
function hidesPlacing({ entries }: Mapping): boolean {
  return [...entries].some(([key, { value }]) => !elsewhere.includes(key) && holdsPoison(value, 'configs'))
}
