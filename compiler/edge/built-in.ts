import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { recall, remember } from '../1-parse/known-files.ts'
import { unpack, type PackedDocument } from '../1-parse/packed.ts'
import { builtIn, type SourceFile } from '../model/source.ts'
import { digest } from './digest.ts'
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
  recallPacked(sources)
  return sources
}

/** What the build has read of the catalogue lies beside the bundle; it counts for files that are still what they were. */
function recallPacked(sources: ReadonlyMap<string, SourceFile>): void {
  const file = join(dirname(fileURLToPath(import.meta.url)), packedCatalogue)
  if (!existsSync(file)) return
  const packed = JSON.parse(readFileSync(file, 'utf8')) as PackedCatalogue
  for (const [path, { digest: known, documents }] of Object.entries(packed)) {
    const text = sources.get(path)
    if (typeof text === 'string' && recall(path, text) === undefined && digest(text) === known)
      remember(path, text, unpack(path, documents))
  }
}

/** Name of the file in which a bundle has the catalogue as it was read. */
export const packedCatalogue = 'catalogue.json'

/** What the files of the catalogue were read as, by path. */
export type PackedCatalogue = Readonly<
  Record<string, { readonly digest: string; readonly documents: readonly PackedDocument[] }>
>

/** The folder of this package: the nearest parent with a catalogue, both of the sources and of the bundle. */
export function packageFolder(): string {
  const start = dirname(fileURLToPath(import.meta.url))
  for (let folder = start; folder !== dirname(folder); folder = dirname(folder))
    if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'templates'))) return folder
  throw new Error(`The catalogue is missing from the installation at ${start}.`)
}
