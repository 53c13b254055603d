import { parseYaml } from '../1-parse/parse.ts'
import { joinPath } from '../lib/join-path.ts'
import { entriesOf, itemsOf, textOf, valueAt } from '../lib/node.ts'
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
    if (tag === 'include') includes.push(...itemsOf(root).flatMap((it) => namedBy(file, it)))
    else files.push(...entriesOf(valueAt(root, 'files')).flatMap(([, { value }]) => namedBy(file, value)))
  }
  return { includes, files }
}

function namedBy(file: string, node: Node): readonly string[] {
  const name = textOf(node) ?? ''
  return name === '' ? [] : [joinPath(file, name)]
}
