import type { FileSystem } from './file-system.ts'

/** Where files are prepared before they are put into place. */
export interface Staging {
  /** Writes a text and answers where. */
  readonly prepare: (text: string) => string
  readonly system: FileSystem
}

/** Prepares files in a folder, under numbers. */
export function staging(folder: string, system: FileSystem): Staging {
  let count = 0
  const prepare = (text: string) => {
    const path = `${folder}/${++count}`
    system.create(path, text)
    return path
  }
  return { prepare, system }
}
