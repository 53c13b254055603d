import type { Report } from '../diagnostic.ts'
import { joinPath } from '../lib/join-path.ts'
import { asScalar, entriesOf } from '../lib/node.ts'
import type { Node } from '../model/node.ts'
import type { Placed } from '../model/placement.ts'
import { missingReplacement, unknownTemplateFile } from './problems.ts'

/** The `files:` section: name of a template of the catalogue → path of the user's file that replaces it. */
export function readReplacedFiles(
  files: Node | undefined,
  { catalogue, sources }: Placed,
  report: Report,
): ReadonlyMap<string, string> {
  const result = new Map<string, string>()
  if (!files) return result
  const folders = [...catalogue.components.values()].map((it) => `${it.folder}files/`)
  const known = [...sources.keys()].flatMap((path) => {
    const folder = folders.find((it) => path.startsWith(it))
    return folder ? [path.slice(folder.length)] : []
  })
  for (const [name, { key, value }] of entriesOf(files)) {
    const path = asScalar(value)
    if (!path) continue
    const target = joinPath(path.file, path.source)
    if (!known.includes(name)) report.push(unknownTemplateFile(key, known))
    else if (!sources.has(target)) report.push(missingReplacement(path))
    else result.set(name, target)
  }
  return result
}
