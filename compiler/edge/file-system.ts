import { closeSync, fchmodSync, chmodSync, lstatSync, mkdirSync, openSync, readdirSync } from 'node:fs'
import { readFileSync, renameSync, rmdirSync, unlinkSync, writeFileSync } from 'node:fs'
import type { Dirent, Stats } from 'node:fs'
import { errorCode } from './error-code.ts'

export type Kind = 'file' | 'folder' | 'link' | 'other'

/** All that writing asks of a disk; paths are absolute. Every function may throw an error of the operating system. */
export interface FileSystem {
  /** What is there; links are not followed. */
  readonly kindOf: (path: string) => Kind | undefined
  /** Names in a folder; none if there is no such folder. */
  readonly list: (folder: string) => ReadonlyMap<string, Kind>
  readonly read: (file: string) => Buffer
  /** Milliseconds since it was last written. */
  readonly age: (path: string) => number
  /** Makes a file that was not there, with mode 0644. */
  readonly create: (file: string, text: string) => void
  /** Puts a file into another's place, at once. */
  readonly rename: (from: string, to: string) => void
  readonly remove: (file: string) => void
  /** Makes a folder with mode 0755, unless it is there. */
  readonly makeFolder: (folder: string) => void
  readonly removeFolder: (folder: string) => void
}

/** The disk. */
export const disk: FileSystem = {
  kindOf: (path) => {
    try {
      return kindOf(lstatSync(path))
    } catch (error) {
      if (['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) return undefined
      throw error
    }
  },
  list: (folder) => {
    try {
      return new Map(readdirSync(folder, { withFileTypes: true }).map((it) => [it.name, kindOf(it)]))
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return new Map()
      throw error
    }
  },
  read: (file) => readFileSync(file),
  age: (path) => Date.now() - lstatSync(path).mtimeMs,
  create: (file, text) => {
    const descriptor = openSync(file, 'wx', 0o644)
    try {
      fchmodSync(descriptor, 0o644) // The umask may have taken bits away.
      writeFileSync(descriptor, text)
    } finally {
      closeSync(descriptor)
    }
  },
  rename: renameSync,
  remove: unlinkSync,
  makeFolder: (folder) => {
    try {
      mkdirSync(folder, 0o755)
    } catch (error) {
      if (errorCode(error) === 'EEXIST' && lstatSync(folder).isDirectory()) return
      throw error
    }
    chmodSync(folder, 0o755)
  },
  removeFolder: rmdirSync,
}

function kindOf(it: Dirent | Stats): Kind {
  return it.isFile() ? 'file' : it.isDirectory() ? 'folder' : it.isSymbolicLink() ? 'link' : 'other'
}
