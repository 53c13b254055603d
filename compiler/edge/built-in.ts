import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { builtIn, type SourceFile } from '../model/source.ts'
import { listFolder } from './list-folder.ts'
import { readFile } from './read-file.ts'
import { fileLimit } from './source-reader.ts'

/** The built-in catalogue: every file below `templates/` of this package, by its path in the source tree. */
export function readBuiltIn(): Map<string, SourceFile> {
  const sources = new Map<string, SourceFile>()
  const folder = join(packageFolder(), 'templates')
  for (const { path } of listFolder(folder)?.files ?? []) {
    const source = path.endsWith('.test.ts') ? undefined : readFile(join(folder, path), fileLimit)
    if (source !== undefined) sources.set(`${builtIn}templates/${path}`, source)
  }
  return sources
}

/** The folder of this package: the nearest parent with a catalogue, both of the sources and of the bundle. */
export function packageFolder(): string {
  const start = dirname(fileURLToPath(import.meta.url))
  for (let folder = start; folder !== dirname(folder); folder = dirname(folder))
    if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'templates'))) return folder
  throw new Error(`The catalogue is missing from the installation at ${start}.`)
}
