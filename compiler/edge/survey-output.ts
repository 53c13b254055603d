import { lexicographic } from '../lib/lexicographic.ts'
import { digest } from './digest.ts'
import type { FileSystem } from './file-system.ts'
import { readJournal } from './journal.ts'
import { formatLock, lockName, type LockEntry } from './lock.ts'
import { writingFolder, type OutputEnvironment, type OutputTree } from './output-tree.ts'
import { survey, type Owned, type Survey } from './survey.ts'

/** What lies in the output folder, compared with what should. */
export interface OutputSurvey {
  readonly environments: readonly Surveyed[]
  /** Folders of environments that the project no longer has. */
  readonly vanished: readonly Survey[]
  /** What runs that were cut off may have written in environments that are not looked at. */
  readonly elsewhere: readonly LockEntry[]
  /** A run was cut off, or is going on. */
  readonly interrupted: boolean
}

/** An environment's folder, with the files that belong there, its lock among them. */
export interface Surveyed {
  readonly survey: Survey
  readonly files: ReadonlyMap<string, string>
}

/** Looks at the whole output folder, or at the folders of the given environments. */
export function surveyOutput(tree: OutputTree, system: FileSystem): OutputSurvey {
  const { output, environments, all } = tree
  const entries = readJournal(output, system)
  const journal = byEnvironment(entries)
  const look = (name: string, files: ReadonlyMap<string, string>) =>
    survey(`${output}/${name}`, name, files, journal.get(name) ?? new Map(), system)
  const names = new Set(environments.map((it) => it.name))
  const vanished = all ? vanishedFolders(output, names, journal, system).map((it) => look(it, new Map())) : []
  // Where all are looked at, what is not found is not there any more.
  const elsewhere = all ? [] : entries.filter((it) => !names.has(environmentOf(it.path)))
  return {
    environments: environments.map((it) => {
      const files = withLock(it, tree.version)
      return { survey: look(it.name, files), files }
    }),
    vanished,
    elsewhere,
    interrupted: entries.length > elsewhere.length,
  }
}

function withLock(
  { release, files, inputs }: OutputEnvironment,
  version: string,
): ReadonlyMap<string, string> {
  const outputs = new Map(Array.from(files, ([path, text]) => [path, digest(text)]))
  return new Map([...files, [lockName, formatLock({ version, release, inputs, outputs })]])
}

function byEnvironment(entries: readonly LockEntry[]): ReadonlyMap<string, Owned> {
  const result = new Map<string, Map<string, Set<string>>>()
  for (const { path, digest } of entries) {
    const name = environmentOf(path)
    const files = result.get(name) ?? new Map<string, Set<string>>()
    const inside = path.slice(name.length + 1)
    result.set(name, files.set(inside, (files.get(inside) ?? new Set()).add(digest)))
  }
  return result
}

function environmentOf(path: string): string {
  return path.slice(0, path.indexOf('/'))
}

/** Folders with a lock, or of which a journal speaks, that belong to none of the environments. */
function vanishedFolders(
  output: string,
  names: ReadonlySet<string>,
  journal: ReadonlyMap<string, Owned>,
  system: FileSystem,
): readonly string[] {
  return [...system.list(output)]
    .filter(([name, kind]) => kind === 'folder' && name !== writingFolder && !names.has(name))
    .map(([name]) => name)
    .filter((name) => journal.has(name) || system.kindOf(`${output}/${name}/${lockName}`) === 'file')
    .sort(lexicographic)
}
