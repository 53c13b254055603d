import { valueAt } from '../lib/node.ts'
import type { Document } from '../model/document.ts'
import type { Place } from '../model/node.ts'
import { builtIn, type SourceTree } from '../model/source.ts'

/** What in environment files must never be shown. */
export function secretPlaces(
  sources: SourceTree,
  documents: ReadonlyMap<string, readonly Document[]>,
): readonly Place[] {
  const found: Place[] = []
  for (const [file, list] of documents) {
    if (file.startsWith(builtIn)) continue
    for (const { root } of list) {
      const kept = [
        valueAt(root, 'secret_configs'),
        valueAt(valueAt(root, 'kubernetes'), 'password'),
        valueAt(valueAt(root, 'registry'), 'password'),
      ]
      found.push(...kept.filter((it) => it !== undefined))
    }
    const text = sources.get(file)
    if (typeof text === 'string') found.push(...sectionsIn(file, text))
  }
  return found
}

/** The lines of `secret_configs` in a file that may be too broken to be parsed. */
function sectionsIn(file: string, text: string): readonly Place[] {
  const section = /^(["']?)secret_configs\1[ \t]*:.*\n?(?:(?:[ \t#].*|[ \t]*)(?:\n|$))*/gm
  return Array.from(text.matchAll(section), (it) => ({ file, start: it.index, end: it.index + it[0].length }))
}
