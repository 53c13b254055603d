import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A folder for one test. */
export interface ScratchFolder {
  readonly path: string
  /** Writes files, by path relative to the folder. */
  readonly lay: (files: Readonly<Record<string, string | Uint8Array>>) => void
  /** All files below it with their texts; links and what is no file only by kind; empty folders end with a slash. */
  readonly content: () => Readonly<Record<string, string>>
  readonly clear: () => void
}

/** Makes an empty folder for a test. */
export function scratchFolder(): ScratchFolder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'oskc-test-')))
  return {
    path,
    lay: (files) => {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(path, name)), { recursive: true })
        writeFileSync(join(path, name), text)
      }
    },
    content: () => Object.fromEntries(contentOf(path, '').sort(([a], [b]) => (a < b ? -1 : 1))),
    clear: () => rmSync(path, { recursive: true, force: true }),
  }
}

function contentOf(root: string, folder: string): (readonly [string, string])[] {
  const names = readdirSync(join(root, folder))
  if (names.length === 0 && folder !== '') return [[`${folder}/`, '']]
  return names.flatMap((name) => {
    const path = folder === '' ? name : `${folder}/${name}`
    const stat = lstatSync(join(root, path))
    if (stat.isDirectory()) return contentOf(root, path)
    return [[path, stat.isFile() ? readFileSync(join(root, path), 'utf8') : '(no file)'] as const]
  })
}
