import type { Node, Place } from '../model/node.ts'
import type { Build } from './build.ts'
import { badTaggedValue, misplacedInclude, unknownTag } from './content-problems.ts'
import { lastBefore } from './last-before.ts'

/** The tag that makes a document a list of files to merge. */
export const includeTag = '!include'

const standard = 'tag:yaml.org,2002:'
const standardNames = new Set(['str', 'int', 'float', 'bool', 'null', 'map', 'seq'])
const collectionNames: Readonly<Record<string, string>> = { mapping: 'map', sequence: 'seq' }

/** The name of a standard tag, or nothing after reporting a tag that is not known. */
export function standardTag(build: Build, tag: string, at: Place): string | undefined {
  const name = tag === '!' ? 'str' : tag.startsWith(standard) ? tag.slice(standard.length) : undefined
  if (name !== undefined && standardNames.has(name)) return name
  const written = writtenTag(build, at)
  const place = written?.at ?? at
  build.report.push(tag === includeTag ? misplacedInclude(place) : unknownTag(place, written?.source ?? tag))
  return undefined
}

/** Whether a list or mapping fits its tag; reports one that does not. */
export function fitsTag(build: Build, tag: string | undefined, node: Node): boolean {
  if (tag === undefined) return true
  const name = standardTag(build, tag, node)
  if (name === undefined) return false
  if (name === collectionNames[node.kind]) return true
  reportBadTaggedValue(build, node)
  return false
}

/** Reports a value that does not fit its tag. */
export function reportBadTaggedValue(build: Build, { file, start, end }: Place): void {
  const written = writtenTag(build, { file, start, end })
  build.report.push(badTaggedValue({ file, start, end }, written?.source ?? '!'))
}

/** The tag of a value as written: the last one before it. */
function writtenTag({ tags }: Build, { start }: Place): Build['tags'][number] | undefined {
  return lastBefore(tags, ({ at }) => at.end <= start)
}
