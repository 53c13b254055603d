import { dirname } from 'node:path'
import { makeFolders } from './claim.ts'
import { digest } from './digest.ts'
import type { FileSystem } from './file-system.ts'
import { formatEntries, lockName, parseLock, type LockEntry } from './lock.ts'
import { foldersOf, type OutputTree } from './output-tree.ts'
import { journalPath, type OutputSurvey, type Surveyed } from './survey-output.ts'
import type { Survey } from './survey.ts'

/** What has changed on disk; paths relative to the output folder. */
export interface Changes {
  readonly written: readonly string[]
  readonly removed: readonly string[]
}

/**
 * Makes the output folder what it should be. First everything is prepared beside it; then a journal says what will
 * be ours; then files are put into place one by one, each environment's lock last; then what is left over is deleted.
 * Wherever this is cut off, the journal and the locks together know all that oskc has written.
 */
export function carryOut(
  { output }: OutputTree,
  found: OutputSurvey,
  staging: string,
  system: FileSystem,
): Changes {
  const working = found.environments.filter((it) => hasWork(it.survey))
  const vanishing = found.vanished.filter((it) => mayVanish(it))
  const kept = found.vanished.filter((it) => !mayVanish(it))
  const changes = { written: [] as string[], removed: [] as string[] }
  if (working.length > 0 || vanishing.length > 0) {
    const moves = working.flatMap((it) => stage(it, output, staging, system))
    const entries = [
      ...found.environments.flatMap(entriesOf),
      ...found.vanished.flatMap((it) => ownedEntries(it)),
    ]
    writeJournal([...found.elsewhere, ...entries], output, staging, system)
    for (const { survey, files } of working) changes.removed.push(...clear(survey, files, output, system))
    changes.written.push(...move(moves, output, system))
    for (const { survey, files } of working) changes.removed.push(...prune(survey, files, output, system))
    for (const it of vanishing) changes.removed.push(...vanish(it, output, system))
  }
  if (working.length > 0 || vanishing.length > 0 || found.interrupted) {
    const open = [...found.elsewhere, ...kept.filter((it) => it.owned.size > 0).flatMap(ownedEntries)]
    // What the lock of a kept folder says needs no journal.
    const needed = open.filter(
      (it) =>
        !kept.some(({ name, leftover }) => it.path.startsWith(`${name}/`) && leftover.includes(lockName)),
    )
    finishJournal(needed, output, staging, system)
  }
  return changes
}

/** Whether a folder of a vanished environment holds nothing but what oskc wrote. */
export function mayVanish({ foreign, leftoverByHand, blocked }: Survey): boolean {
  return foreign.length + leftoverByHand.length + blocked.length === 0
}

function hasWork({ missing, stale, byHand, leftover, abandoned }: Survey): boolean {
  return missing.length + stale.length + byHand.length + leftover.length + abandoned.length > 0
}

interface Move {
  readonly from: string
  /** Relative to the output folder. */
  readonly to: string
}

let staged = 0

/** Prepares the files that are to be written, the lock last. */
function stage(
  { survey, files }: Surveyed,
  output: string,
  staging: string,
  system: FileSystem,
): readonly Move[] {
  const { name, missing, stale, byHand } = survey
  const paths = [...missing, ...stale, ...byHand].filter((it) => it !== lockName)
  if (missing.includes(lockName) || stale.includes(lockName)) paths.push(lockName)
  return paths.map((path) => {
    const from = `${staging}/${++staged}`
    system.create(from, files.get(path)!)
    return { from, to: `${name}/${path}` }
  })
}

/** Deletes files of ours that stand where a folder should be, or in a folder that should be a file. */
function clear(
  { name, leftover, abandoned }: Survey,
  files: ReadonlyMap<string, string>,
  output: string,
  system: FileSystem,
) {
  const wanted = new Set([...files.keys()].flatMap(foldersOf))
  const conflicting = leftover.filter((it) => isConflicting(it, files, wanted))
  for (const it of conflicting) system.remove(`${output}/${name}/${it}`)
  removeEmpty(
    abandoned.filter((it) => files.has(it) || foldersOf(it).some((above) => files.has(above))),
    `${output}/${name}`,
    system,
  )
  return conflicting.map((it) => `${name}/${it}`)
}

function isConflicting(
  path: string,
  files: ReadonlyMap<string, string>,
  wantedFolders: ReadonlySet<string>,
): boolean {
  return wantedFolders.has(path) || foldersOf(path).some((it) => files.has(it))
}

function move(moves: readonly Move[], output: string, system: FileSystem): readonly string[] {
  const made = new Set<string>()
  for (const { from, to } of moves) {
    const folder = dirname(`${output}/${to}`)
    if (!made.has(folder)) makeFolders(folder, system)
    made.add(folder)
    system.rename(from, `${output}/${to}`)
  }
  return moves.map((it) => it.to)
}

function prune(
  { name, leftover, abandoned }: Survey,
  files: ReadonlyMap<string, string>,
  output: string,
  system: FileSystem,
) {
  const wanted = new Set([...files.keys()].flatMap(foldersOf))
  const rest = leftover.filter((it) => !isConflicting(it, files, wanted))
  for (const it of rest) system.remove(`${output}/${name}/${it}`)
  removeEmpty(
    abandoned.filter((it) => !files.has(it)),
    `${output}/${name}`,
    system,
  )
  return rest.map((it) => `${name}/${it}`)
}

/** Deletes the folder of a vanished environment, its lock last of the files. */
function vanish(
  { name, leftover, abandoned }: Survey,
  output: string,
  system: FileSystem,
): readonly string[] {
  const files = [...leftover.filter((it) => it !== lockName), ...leftover.filter((it) => it === lockName)]
  for (const it of files) system.remove(`${output}/${name}/${it}`)
  removeEmpty([...abandoned, ''], `${output}/${name}`, system)
  return files.map((it) => `${name}/${it}`)
}

function removeEmpty(folders: readonly string[], root: string, system: FileSystem): void {
  for (const it of folders) {
    const path = it === '' ? root : `${root}/${it}`
    if (system.kindOf(path) === 'folder' && system.list(path).size === 0) system.removeFolder(path)
  }
}

/** All that is or will be ours in an environment. */
function entriesOf({ survey, files }: Surveyed): readonly LockEntry[] {
  const lock = files.get(lockName)!
  const wanted = [...parseLock(lock).outputs, [lockName, digest(lock)] as const]
  const entries = wanted.map(([path, it]) => ({
    kind: 'output' as const,
    path: `${survey.name}/${path}`,
    digest: it,
  }))
  return hasWork(survey) ? [...entries, ...ownedEntries(survey)] : []
}

function ownedEntries({ name, owned }: Survey): readonly LockEntry[] {
  return [...owned].flatMap(([path, digests]) =>
    Array.from(digests, (it) => ({ kind: 'output' as const, path: `${name}/${path}`, digest: it })),
  )
}

function writeJournal(
  entries: readonly LockEntry[],
  output: string,
  staging: string,
  system: FileSystem,
): void {
  const from = `${staging}/${++staged}`
  system.create(from, formatEntries(entries))
  system.rename(from, journalPath(output))
}

function finishJournal(
  entries: readonly LockEntry[],
  output: string,
  staging: string,
  system: FileSystem,
): void {
  if (entries.length > 0) writeJournal(entries, output, staging, system)
  else if (system.kindOf(journalPath(output)) === 'file') system.remove(journalPath(output))
}
