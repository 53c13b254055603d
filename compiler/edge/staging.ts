import type { FileSystem } from './file-system.ts'
import { foldersOf } from './output-tree.ts'

/** Where files are prepared before they are put into place. */
export interface Staging {
  /** Writes a text and answers where. */
  readonly prepare: (text: string) => string
  /** Writes a whole folder of files and answers where. */
  readonly prepareFolder: (files: Iterable<readonly [path: string, text: string]>) => string
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
  const prepareFolder: Staging['prepareFolder'] = (files) => {
    const root = `${folder}/${++count}`
    system.makeFolder(root)
    const made = new Set<string>()
    for (const [path, text] of files) {
      for (const it of foldersOf(path)) {
        if (!made.has(it)) system.makeFolder(`${root}/${it}`)
        made.add(it)
      }
      system.create(`${root}/${path}`, text)
    }
    return root
  }
  return { prepare, prepareFolder, system }
}
