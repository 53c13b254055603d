import type { Report } from '../diagnostic.ts'
import { joinPath } from '../lib/join-path.ts'
import { mergeMappings } from '../lib/merge.ts'
import type { MergeClash } from '../lib/merge.ts'
import { emptyMapping, startOf } from '../lib/node.ts'
import type { Input } from '../model/input.ts'
import type { Mapping, Scalar } from '../model/node.ts'
import { includeCycle } from './problems.ts'

/** Merges the documents of files in order, each include at its place in the stream, recursively. */
export function compose(
  files: readonly string[],
  input: Input,
  clashes: MergeClash[],
  report: Report,
): Mapping {
  let merged = emptyMapping(startOf(files[0]!))
  const add = (file: string, trail: readonly string[]): void => {
    for (const document of input.fragments.get(file) ?? []) {
      if (document.kind === 'sections') merged = mergeMappings(merged, document.root, clashes)
      else for (const name of document.files) include(name, [...trail, file])
    }
  }
  const include = (name: Scalar, trail: readonly string[]): void => {
    const file = joinPath(name.file, name.source)
    if (trail.includes(file)) report.push(includeCycle(name, [...trail.slice(trail.indexOf(file)), file]))
    else add(file, trail)
  }
  for (const file of files) add(file, [])
  return merged
}
