import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** Puts a file with just these permissions into place at once; after a crash there is either the old one or the new one. */
export function writeAtomically(path: string, text: string, mode: number): void {
  const folder = dirname(path)
  mkdirSync(folder, { recursive: true })
  const staged = join(folder, `.${basename(path)}.${randomBytes(6).toString('hex')}`)
  try {
    const file = openSync(staged, 'wx', mode)
    try {
      fchmodSync(file, mode)
      writeFileSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(staged, path)
  } catch (error) {
    rmSync(staged, { force: true })
    throw error
  }
  settle(folder)
}

/** The new name is on the disk as well; not every system can be asked for that. */
function settle(folder: string): void {
  try {
    const opened = openSync(folder, 'r')
    fsyncSync(opened)
    closeSync(opened)
  } catch {
    // The file itself is safe.
  }
}
