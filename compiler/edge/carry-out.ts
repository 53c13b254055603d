import { dirname } from 'node:path'
import { makeFolders } from './claim.ts'
import { digest } from './digest.ts'
import type { FileSystem } from './file-system.ts'
import { writeJournal } from './journal.ts'
import { lockName, parseLock, type LockEntry } from './lock.ts'
import type { Staging } from './staging.ts'
import type { OutputSurvey, Surveyed } from './survey-output.ts'
import type { Survey } from './survey.ts'

/** What has changed on disk; paths relative to the output folder. */
export interface Changes {
  readonly written: readonly string[]
  readonly removed: readonly string[]
}

/**
 * Makes the output folder what it should be. First everything is prepared beside it; then a journal says what will
 * be ours; then files are put into place one by one, each environment's lock last, or the whole folder of a new
 * environment at once; then what is left over is deleted.
 * Wherever this is cut off, the journal and the locks together know all that oskc has written.
 */
export function carryOut(output: string, found: OutputSurvey, staging: Staging): Changes {
  const { system } = staging
  const working = found.environments.filter((it) => hasWork(it.survey))
  const vanishing = found.vanished.filter(mayVanish)
  if (working.length === 0 && vanishing.length === 0) {
    if (found.interrupted) writeJournal(output, openEntries(found), staging)
    return { written: [], removed: [] }
  }
  const moves = working.flatMap((it) => prepare(it, staging))
  const entries = [...working.flatMap(entriesOf), ...found.vanished.flatMap(ownedEntries), ...found.elsewhere]
  writeJournal(output, entries, staging)
  const cleared = working.flatMap((it) => remove(output, it.survey, it.survey.obstructing, system))
  move(output, moves, system)
  const pruned = working.flatMap(({ survey: it }) => remove(output, it, others(it), system))
  const vanished = vanishing.flatMap((it) => vanish(output, it, system))
  writeJournal(output, openEntries(found), staging)
  return { written: moves.flatMap((it) => it.written), removed: [...cleared, ...pruned, ...vanished] }
}

/** Whether a folder of a vanished environment holds nothing but what oskc wrote. */
export function mayVanish({ foreign, leftoverByHand, blocked }: Survey): boolean {
  return foreign.length + leftoverByHand.length + blocked.length === 0
}

function hasWork({ missing, stale, byHand, leftover, abandoned }: Survey): boolean {
  return missing.length + stale.length + byHand.length + leftover.length + abandoned.length > 0
}

/** A file or folder that lies prepared, where it goes, and the files that this writes, relative to the output folder. */
interface Move {
  readonly from: string
  readonly to: string
  readonly written: readonly string[]
}

/** Prepares the files that differ, the lock last. */
function prepare({ survey, files }: Surveyed, staging: Staging): readonly Move[] {
  const { name, missing, stale, byHand } = survey
  const written = (path: string) => `${name}/${path}`
  if (survey.absent)
    return [{ from: staging.prepareFolder(files), to: name, written: Array.from(files.keys(), written) }]
  const different = new Set([...missing, ...stale, ...byHand])
  const paths = [...files.keys()].filter((it) => different.has(it) && it !== lockName)
  if (different.has(lockName)) paths.push(lockName)
  return paths.map((path) => {
    const to = written(path)
    return { from: staging.prepare(files.get(path)!), to, written: [to] }
  })
}

function move(output: string, moves: readonly Move[], system: FileSystem): void {
  const made = new Set<string>()
  for (const { from, to } of moves) {
    const path = `${output}/${to}`
    const folder = dirname(path)
    if (!made.has(folder)) makeFolders(folder, system)
    made.add(folder)
    system.rename(from, path)
  }
}

function others({ leftover, obstructing }: Survey): readonly string[] {
  const done = new Set(obstructing)
  return leftover.filter((it) => !done.has(it))
}

/** Deletes files of ours, and the folders that this leaves empty. */
function remove(output: string, { name, abandoned }: Survey, paths: readonly string[], system: FileSystem) {
  for (const it of paths) system.remove(`${output}/${name}/${it}`)
  for (const it of abandoned) removeIfEmpty(`${output}/${name}/${it}`, system)
  return paths.map((it) => `${name}/${it}`)
}

/** Deletes the folder of a vanished environment, its lock last of the files. */
function vanish(output: string, survey: Survey, system: FileSystem): readonly string[] {
  const locks = survey.leftover.filter((it) => it === lockName)
  const files = [...survey.leftover.filter((it) => it !== lockName), ...locks]
  const removed = remove(output, survey, files, system)
  removeIfEmpty(`${output}/${survey.name}`, system)
  return removed
}

function removeIfEmpty(folder: string, system: FileSystem): void {
  if (system.kindOf(folder) === 'folder' && system.list(folder).size === 0) system.removeFolder(folder)
}

/** What is or will be ours in an environment. */
function entriesOf({ survey, files }: Surveyed): readonly LockEntry[] {
  const lock = files.get(lockName)!
  const wanted = [...parseLock(lock).outputs, [lockName, digest(lock)] as const]
  return [...ownedEntries(survey), ...wanted.map(([path, it]) => entry(survey.name, path, it))]
}

function ownedEntries({ name, owned }: Survey): readonly LockEntry[] {
  return [...owned].flatMap(([path, digests]) => Array.from(digests, (it) => entry(name, path, it)))
}

function entry(name: string, path: string, digest: string): LockEntry {
  return { kind: 'output', path: `${name}/${path}`, digest }
}

/** What remains to be known after this run: of environments not looked at, and of kept ones that have no lock. */
function openEntries({ elsewhere, vanished }: OutputSurvey): readonly LockEntry[] {
  const kept = vanished.filter((it) => !mayVanish(it) && !it.leftover.includes(lockName))
  return [...elsewhere, ...kept.flatMap(ownedEntries)]
}
