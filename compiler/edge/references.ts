import { parseYaml } from '../1-parse/parse.ts'
import { joinPath } from '../lib/join-path.ts'
import { asScalar, entriesOf, scalarsOf, valueAt } from '../lib/node.ts'
import type { Node } from '../model/node.ts'

/** The files that an environment file names, by their paths in the source tree. */
export interface References {
  readonly includes: readonly string[]
  /** Those that take the place of template files. */
  readonly files: readonly string[]
}

/** What an environment file includes and which template files it replaces. */
export function referencesOf(file: string, text: string): References {
  const includes: string[] = []
  const files: string[] = []
  // Most files name no other: do not parse those twice.
  if (!text.includes('!include') && !/\bfiles\b/.test(text)) return { includes, files }
  for (const { root, tag } of parseYaml(file, text, [])) {
    if (tag === 'include') includes.push(...scalarsOf(root).map((it) => joinPath(file, it.source)))
    else files.push(...replacements(file, root))
  }
  return { includes, files }
}

function replacements(file: string, root: Node | undefined): readonly string[] {
  return entriesOf(valueAt(root, 'files')).flatMap(([, { value }]) => {
    const path = asScalar(value)
    return path && path.source !== '' ? [joinPath(file, path.source)] : []
  })
}
