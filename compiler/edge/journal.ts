import type { FileSystem } from './file-system.ts'
import { formatEntries, parseEntries, type LockEntry } from './lock.ts'
import { writingFolder } from './output-tree.ts'
import type { Staging } from './staging.ts'

/*
 * What oskc may have written in a run that was cut off: between the first file put into place and the last one
 * deleted, neither the old locks nor the new ones know all of it. Paths are relative to the output folder.
 */

/** What runs that were cut off may have written. */
export function readJournal(output: string, system: FileSystem): readonly LockEntry[] {
  const path = journalPath(output)
  if (system.kindOf(`${output}/${writingFolder}`) !== 'folder' || system.kindOf(path) !== 'file') return []
  return parseEntries(system.read(path).toString('utf8')).filter((it) => it.path.includes('/'))
}

/** Makes the journal say these entries, and nothing else; without entries there is none. */
export function writeJournal(
  output: string,
  entries: readonly LockEntry[],
  { prepare, system }: Staging,
): void {
  const path = journalPath(output)
  if (entries.length > 0) system.rename(prepare(formatEntries(entries)), path)
  else if (system.kindOf(path) === 'file') system.remove(path)
}

function journalPath(output: string): string {
  return `${output}/${writingFolder}/journal`
}
