import { realpathSync } from 'node:fs'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import type { SourceFile } from '../model/source.ts'
import { errorCode } from './error-code.ts'
import { readFile, whyNot } from './read-file.ts'

/** Which files a project may read. */
export interface Access {
  /** The project folder, absolute. */
  readonly root: string
  /** Folders that count as inside, absolute. */
  readonly inside: readonly string[]
  readonly allowOutside: boolean
}

/** Reads a file of the project by its path in the source tree; undefined if there is none. */
export type SourceReader = (path: string) => SourceFile | undefined

/** Names under which one file may be read: a link that leads to its own folder gives a file any number. */
const mostNames = 16
/** Bytes; far above what any environment needs. */
export const fileLimit = 1024 * 1024
/** Bytes of the full output of `kubectl get nodes` on several thousand nodes. */
export const inventoryLimit = 64 * fileLimit

/** A reader for what input files name: it does not leave the folders that count as inside, by links neither. */
export function sourceReader({ root, inside, allowOutside }: Access): SourceReader {
  const folders = new Set([root, ...inside])
  const realFolders = [...folders].map(realPath).filter((it) => it !== undefined)
  const names = new Map<string, number>()
  return (path) => {
    const absolute = resolve(root, path)
    if (!allowOutside && ![...folders].some((it) => isWithin(it, absolute))) return { unreadable: 'outside' }
    let real: string
    try {
      real = realpathSync.native(absolute)
    } catch (error) {
      return whyNot(errorCode(error))
    }
    const known = (names.get(real) ?? 0) + 1
    names.set(real, known)
    if (known > mostNames) return { unreadable: 'symbolic-link' }
    if (!allowOutside && !realFolders.some((it) => isWithin(it, real))) return { unreadable: 'symbolic-link' }
    return readFile(real, fileLimit)
  }
}

/** Whether a path is a folder or lies below it; both absolute. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/** Where a path leads, links resolved; undefined if there is nothing. */
export function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path)
  } catch {
    return undefined
  }
}
