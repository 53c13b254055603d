import { lexicographic } from '../lib/lexicographic.ts'
import { digest } from './digest.ts'
import type { FileSystem, Kind } from './file-system.ts'
import { lockName, parseLock } from './lock.ts'
import { foldersOf } from './output-tree.ts'

/** What lies in the folder of one environment, compared with what should. All paths are relative to it. */
export interface Survey {
  readonly name: string
  /** There is nothing at all, not even the folder. */
  readonly absent: boolean
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
  /** Those of them that are in the way of what should be there. */
  readonly obstructing: readonly string[]
  /** Not written by oskc, and in nobody's way. */
  readonly foreign: readonly string[]
  /** Not written by oskc, and in the way of what should be there. */
  readonly blocked: readonly Blocked[]
  /** Folders of files that were deleted, or have yet to be; innermost first. */
  readonly abandoned: readonly string[]
  /** What oskc has written here: path → digests, those of runs that were cut off included. */
  readonly owned: Owned
}

/** Something in the way; the path of the environment's folder itself is empty. */
export interface Blocked {
  readonly path: string
  readonly kind: Kind
}

/** What there is below a folder: what is no folder, and the folders. */
interface Tree {
  readonly folder: string
  readonly entries: ReadonlyMap<string, Kind>
  readonly folders: ReadonlySet<string>
}

/** Path → the digests that a file had when oskc had written it. */
export type Owned = ReadonlyMap<string, ReadonlySet<string>>

/**
 * Looks at the folder of an environment. `files` is what should be there, the lock included;
 * the journal is what runs that were cut off have written.
 */
export function survey(
  folder: string,
  name: string,
  files: ReadonlyMap<string, string>,
  journal: Owned,
  system: FileSystem,
): Survey {
  const kind = system.kindOf(folder)
  const inTheWay = kind !== undefined && kind !== 'folder'
  const tree = inTheWay
    ? { folder, entries: new Map(), folders: new Set<string>() }
    : listTree(folder, system)
  const owned = ownedFiles(tree, journal, system)
  const { blocked, ...wanted } = compareWanted(tree, files, owned, system)
  const { inTheWay: more, ...others } = compareOthers(tree, files, owned, system)
  return {
    name,
    absent: kind === undefined,
    ...wanted,
    ...others,
    blocked: inTheWay ? [{ path: '', kind }] : [...blocked, ...more],
    abandoned: abandonedFolders(tree, files, owned),
    owned,
  }
}

/** What became of the files that should be there. */
function compareWanted(
  { folder, entries }: Tree,
  files: ReadonlyMap<string, string>,
  owned: Owned,
  system: FileSystem,
) {
  const found = {
    missing: [] as string[],
    stale: [] as string[],
    byHand: [] as string[],
    blocked: [] as Blocked[],
  }
  for (const [path, text] of files) {
    const kind = entries.get(path)
    if (kind === undefined) found.missing.push(path)
    else if (kind !== 'file') found.blocked.push({ path, kind })
    else {
      const bytes = system.read(`${folder}/${path}`)
      if (bytes.equals(Buffer.from(text))) continue
      const digests = owned.get(path)
      if (!digests) found.blocked.push({ path, kind })
      else (digests.has(digest(bytes)) ? found.stale : found.byHand).push(path)
    }
  }
  return found
}

/** What else is there. */
function compareOthers(
  { folder, entries }: Tree,
  files: ReadonlyMap<string, string>,
  owned: Owned,
  system: FileSystem,
) {
  const found = {
    leftover: [] as string[],
    leftoverByHand: [] as string[],
    obstructing: [] as string[],
    foreign: [] as string[],
    inTheWay: [] as Blocked[],
  }
  const wantedFolders = new Set([...files.keys()].flatMap(foldersOf))
  for (const [path, kind] of entries) {
    if (files.has(path)) continue
    const digests = owned.get(path)
    const inTheWay = wantedFolders.has(path) || foldersOf(path).some((it) => files.has(it))
    if (kind === 'file' && digests) {
      found.leftover.push(path)
      if (inTheWay) found.obstructing.push(path)
      if (!digests.has(digest(system.read(`${folder}/${path}`)))) found.leftoverByHand.push(path)
    } else if (inTheWay) found.inTheWay.push({ path, kind })
    else found.foreign.push(path)
  }
  return found
}

function abandonedFolders(
  { folders }: Tree,
  files: ReadonlyMap<string, string>,
  owned: Owned,
): readonly string[] {
  const wanted = new Set([...files.keys()].flatMap(foldersOf))
  const gone = [...owned.keys()].filter((it) => !files.has(it)).flatMap(foldersOf)
  // Empty folders where a file should be hold nothing of anybody.
  const inTheWay = [...folders].filter((it) => [...foldersOf(it), it].some((path) => files.has(path)))
  const abandoned = new Set([...gone, ...inTheWay].filter((it) => folders.has(it) && !wanted.has(it)))
  return [...abandoned].sort(lexicographic).reverse()
}

function listTree(folder: string, system: FileSystem): Tree {
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
  return { folder, entries: new Map([...entries].sort(([a], [b]) => lexicographic(a, b))), folders }
}

function ownedFiles({ folder, entries }: Tree, journal: Owned, system: FileSystem): Owned {
  const owned = new Map(Array.from(journal, ([path, digests]) => [path, new Set(digests)]))
  if (entries.get(lockName) !== 'file') return owned
  const own = (path: string, it: string) => owned.set(path, (owned.get(path) ?? new Set()).add(it))
  const text = system.read(`${folder}/${lockName}`).toString('utf8')
  for (const [path, it] of parseLock(text).outputs) own(path, it)
  return own(lockName, digest(text))
}
