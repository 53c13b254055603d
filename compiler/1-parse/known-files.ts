import type { Document } from '../model/document.ts'

/*
 * What files of the built-in catalogue were read as. They are the same in all compilations of a process, and nodes never
 * change: reading them once is enough. Nobody can tell the difference but by the time that it takes.
 */

interface KnownFile {
  readonly text: string
  readonly documents: readonly Document[]
}

const known = new Map<string, KnownFile>()

/** What a file was read as, if it had this text. */
export function recall(path: string, text: string): readonly Document[] | undefined {
  const found = known.get(path)
  return found?.text === text ? found.documents : undefined
}

/** Keeps what a file of the catalogue was read as, without a problem. */
export function remember(path: string, text: string, documents: readonly Document[]): void {
  known.set(path, { text, documents })
}
