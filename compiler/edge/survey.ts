import { lexicographic } from '../lib/lexicographic.ts'
import { digest } from './digest.ts'
import type { FileSystem, Kind } from './file-system.ts'
import { lockName, parseLock } from './lock.ts'
import { foldersOf } from './output-tree.ts'

/** What lies in the folder of one environment, compared with what should. All paths are relative to it and sorted. */
export interface Survey {
  readonly name: string
  /** Should be there and is not. */
  readonly missing: readonly string[]
  /** As oskc wrote it, but of other input. */
  readonly stale: readonly string[]
  /** Written by oskc and changed since, and should be different. */
  readonly byHand: readonly string[]
  /** Written by oskc, and should not be there any more. */
  readonly leftover: readonly string[]
  /** Those of them that were changed since. */
  readonly leftoverByHand: readonly string[]
  /** Not written by oskc, and in nobody's way. */
  readonly foreign: readonly string[]
  /** Not written by oskc, and in the way of what should be there. */
  readonly blocked: readonly { readonly path: string; readonly kind: Kind }[]
  /** Folders of files that were deleted, or have yet to be; innermost first. */
  readonly abandoned: readonly string[]
  /** What oskc has written here: path → digests, those of runs that were cut off included. */
  readonly owned: ReadonlyMap<string, ReadonlySet<string>>
}

/**
 * Looks at the folder of an environment. What runs that were cut off have written is known from their journal;
 * `files` holds the lock as well.
 */
export function survey(
  folder: string,
  name: string,
  files: ReadonlyMap<string, string>,
  journal: ReadonlyMap<string, ReadonlySet<string>>,
  system: FileSystem,
): Survey {
  const { entries, folders } = listTree(folder, system)
  const owned = ownedFiles(folder, entries, journal, system)
  const wantedFolders = new Set([...files.keys()].flatMap(foldersOf))
  const result = {
    missing: [] as string[],
    stale: [] as string[],
    byHand: [] as string[],
    leftover: [] as string[],
    leftoverByHand: [] as string[],
    foreign: [] as string[],
    blocked: [] as { path: string; kind: Kind }[],
  }
  for (const [path, text] of files) {
    const kind = entries.get(path)
    if (kind === undefined) result.missing.push(path)
    else if (kind !== 'file') result.blocked.push({ path, kind })
    else {
      const bytes = system.read(`${folder}/${path}`)
      if (bytes.equals(Buffer.from(text))) continue
      const digests = owned.get(path)
      if (!digests && path !== lockName) result.blocked.push({ path, kind })
      else if (!digests || digests.has(digest(bytes))) result.stale.push(path)
      else result.byHand.push(path)
    }
  }
  for (const [path, kind] of entries) {
    if (files.has(path)) continue
    const digests = owned.get(path)
    if (kind === 'file' && digests) {
      result.leftover.push(path)
      if (path !== lockName && !digests.has(digest(system.read(`${folder}/${path}`)))) result.leftoverByHand.push(path)
    } else if (wantedFolders.has(path) || foldersOf(path).some((it) => files.has(it))) result.blocked.push({ path, kind })
    else result.foreign.push(path)
  }
  const gone = [...owned.keys()].filter((it) => !files.has(it)).flatMap(foldersOf)
  // An empty folder where a file should be holds nothing of anybody.
  const inTheWay = [...files.keys()].filter((it) => folders.has(it))
  const abandoned = [...new Set([...gone, ...inTheWay])].filter((it) => folders.has(it) && !wantedFolders.has(it))
  for (const list of [result.missing, result.stale, result.byHand, result.leftover, result.leftoverByHand, result.foreign])
    list.sort(lexicographic)
  result.blocked.sort((a, b) => lexicographic(a.path, b.path))
  return { name, ...result, abandoned: abandoned.sort((a, b) => lexicographic(b, a)), owned }
}

/** Everything below a folder that is no folder, and the folders. */
function listTree(folder: string, system: FileSystem) {
  const entries = new Map<string, Kind>()
  const folders = new Set<string>()
  const open = ['']
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    for (const [name, kind] of system.list(path === '' ? folder : `${folder}/${path}`)) {
      const inside = path === '' ? name : `${path}/${name}`
      if (kind === 'folder') {
        folders.add(inside)
        open.push(inside)
      } else entries.set(inside, kind)
    }
  }
  return { entries, folders }
}

function ownedFiles(
  folder: string,
  entries: ReadonlyMap<string, Kind>,
  journal: ReadonlyMap<string, ReadonlySet<string>>,
  system: FileSystem,
): ReadonlyMap<string, ReadonlySet<string>> {
  const owned = new Map(Array.from(journal, ([path, digests]) => [path, new Set(digests)]))
  if (entries.get(lockName) !== 'file') return owned
  const text = system.read(`${folder}/${lockName}`).toString('utf8')
  for (const [path, it] of parseLock(text).outputs) owned.set(path, (owned.get(path) ?? new Set()).add(it))
  return owned.set(lockName, (owned.get(lockName) ?? new Set()).add(digest(text)))
}
