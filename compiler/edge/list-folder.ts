import { readdirSync, statSync, type Dirent } from 'node:fs'
import { join } from 'node:path'
import { lexicographic } from '../lib/lexicographic.ts'
import { errorCode } from './error-code.ts'

/** What is found below a folder; paths are POSIX and relative to it. */
export interface Listing {
  /** Everything that may be a file, sorted by code unit; links to folders are not followed. */
  readonly files: readonly { readonly path: string; readonly link: boolean }[]
  readonly linkedFolders: readonly string[]
  /** Folders that may not be read; the folder itself is `''`. */
  readonly deniedFolders: readonly string[]
}

/** All files below a folder, leaving out hidden ones and `node_modules`; undefined if there is no such folder. */
export function listFolder(
  folder: string,
  skip: (absolute: string) => boolean = () => false,
): Listing | undefined {
  const found = {
    files: [] as { path: string; link: boolean }[],
    linkedFolders: [] as string[],
    deniedFolders: [] as string[],
  }
  const open = ['']
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const entries = entriesOf(join(folder, path))
    if (entries === 'missing') {
      if (path === '') return undefined
    } else if (entries === 'denied') found.deniedFolders.push(path)
    else
      for (const entry of entries) {
        const inside = path === '' ? entry.name : `${path}/${entry.name}`
        if (entry.name.startsWith('.') || entry.name === 'node_modules' || skip(join(folder, inside)))
          continue
        if (entry.isDirectory()) open.push(inside)
        else if (entry.isSymbolicLink() && isFolder(join(folder, inside))) found.linkedFolders.push(inside)
        else found.files.push({ path: inside, link: entry.isSymbolicLink() })
      }
  }
  found.files.sort((a, b) => lexicographic(a.path, b.path))
  found.linkedFolders.sort(lexicographic)
  found.deniedFolders.sort(lexicographic)
  return found
}

function entriesOf(folder: string): readonly Dirent[] | 'missing' | 'denied' {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    return ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE'].includes(errorCode(error) ?? '')
      ? 'missing'
      : 'denied'
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
  } catch {
    return false
  }
}
