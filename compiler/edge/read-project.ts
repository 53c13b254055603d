import { dirname, join, resolve } from 'node:path'
import type { Diagnostic, Report } from '../diagnostic.ts'
import { secretsLockOf } from '../lib/asked-environments.ts'
import type { Place } from '../model/node.ts'
import type { SourceFile, SourceTree } from '../model/source.ts'
import { readBuiltIn } from './built-in.ts'
import { expandEnvironments, overrideFolder, sourcePath } from './expand-environments.ts'
import { findProject, isFolder, projectFile } from './find-project.ts'
import { listFolder } from './list-folder.ts'
import { deniedFolder, linkedFolder, missingFolder, missingServices, outsideFolder } from './problems.ts'
import { projectSettings } from './project-settings.ts'
import { readFile } from './read-file.ts'
import { referencesOf } from './references.ts'
import {
  fileLimit,
  inventoryLimit,
  isWithin,
  realPath,
  sourceReader,
  type SourceReader,
} from './source-reader.ts'

/** Where to read; paths of the call are relative to the working directory. */
export interface ProjectOptions {
  /** The working directory, absolute. */
  readonly cwd: string
  /** The project folder; by default it is looked for. */
  readonly directory?: string
  /** Environment files to read instead of those of the project file. */
  readonly environmentFiles?: readonly string[]
  readonly inventoryFile?: string
  /** Files outside the project folder may be read. */
  readonly allowOutside?: boolean
}

/** A project as it lies on disk. */
export interface Project {
  /** The project folder, absolute. */
  readonly root: string
  readonly sources: SourceTree
  /** Paths of the environment files in the source tree, whether they are there or not. */
  readonly environments: readonly string[]
  /** Path of the inventory in the source tree, whether it is there or not. */
  readonly inventory: string
  /** The folder of the charts, absolute. */
  readonly output: string
  /** What could not be read, beyond files in the source tree. */
  readonly diagnostics: readonly Diagnostic[]
}

/** A project being read. */
interface Reading {
  readonly root: string
  readonly output: string
  readonly sources: Map<string, SourceFile>
  readonly read: SourceReader
  readonly allowOutside: boolean
  readonly report: Report
}

/** Reads everything that the compiler may want of a project, and the built-in catalogue. */
export function readProject(options: ProjectOptions): Project {
  const { cwd, directory, environmentFiles, inventoryFile, allowOutside = false } = options
  const root = findProject(cwd, directory)
  const report: Report = []
  if (directory !== undefined && !isFolder(root)) report.push(missingFolder(directory))
  const asked = environmentFiles?.map((it) => resolve(cwd, it))
  // A file that the user names is meant, wherever it is and even if it is a link; so are the files beside it.
  const inside = (asked ?? []).flatMap((it) => [dirname(it), dirname(realPath(it) ?? it)])
  const read = sourceReader({ root, inside, allowOutside })
  const settings = projectSettings(read(projectFile))
  const output = resolve(root, settings.output)
  const reading: Reading = { root, output, sources: readBuiltIn(), read, allowOutside, report }
  add(reading, projectFile)
  const environments = asked
    ? [...new Set(asked.map((it) => sourcePath(root, it)))]
    : expandEnvironments(root, settings.environments, output)
  readEnvironments(reading, environments)
  const inventory = readInventory(reading, inventoryFile && resolve(cwd, inventoryFile), settings.inventory)
  add(reading, 'images.lock')
  for (const { path, at } of settings.services) readServices(reading, path, at)
  return { root, sources: reading.sources, environments, inventory, output, diagnostics: report }
}

function add({ sources, read }: Reading, path: string): SourceFile | undefined {
  const source = sources.get(path) ?? read(path)
  if (source !== undefined) sources.set(path, source)
  return source
}

/** Reads environment files with their overrides, what they include, and the files that they name. */
function readEnvironments(reading: Reading, environments: readonly string[]): void {
  const queue = environments.flatMap((it) => [it, ...readFolder(reading, overrideFolder(it), '.yaml')])
  const followed = new Set<string>()
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (followed.has(path)) continue
    followed.add(path)
    const source = add(reading, path)
    if (typeof source !== 'string') continue
    const { includes, files } = referencesOf(path, source)
    queue.push(...includes)
    for (const file of files) add(reading, file)
  }
  for (const it of environments) add(reading, secretsLockOf(it))
}

function readInventory(reading: Reading, given: string | undefined, configured: string): string {
  const path =
    given === undefined
      ? sourcePath(reading.root, resolve(reading.root, configured))
      : sourcePath(reading.root, given)
  const absolute = resolve(reading.root, path)
  const found = given === undefined ? reading.read(path) : undefined
  const refused = typeof found === 'object' && found.unreadable !== 'too-large'
  const source = refused ? found : readFile(absolute, inventoryLimit)
  if (source !== undefined) reading.sources.set(path, source)
  return path
}

function readServices(reading: Reading, folder: string, at: Place | undefined): void {
  const path = sourcePath(reading.root, resolve(reading.root, folder))
  const place = at ?? { file: projectFile, start: 0, end: 0 }
  const absolute = resolve(reading.root, path)
  const real = realPath(absolute)
  if (real === undefined) {
    if (at) reading.report.push(missingServices(place, folder))
    return
  }
  const outside = !isWithin(reading.root, absolute) || !isWithin(realPath(reading.root) ?? reading.root, real)
  if (outside && !reading.allowOutside) reading.report.push(outsideFolder(place, folder))
  else readFolder(reading, `${path}/`)
}

/** Adds the files below a folder, given with a final slash, and returns the paths of those with the extension. */
function readFolder(reading: Reading, folder: string, extension = ''): readonly string[] {
  const { root, output, report } = reading
  const listing = listFolder(join(root, folder), (it) => it === output)
  if (!listing) return []
  const startOf = (path: string) => ({ file: `${folder}${path}`.replace(/\/$/, ''), start: 0, end: 0 })
  for (const it of listing.linkedFolders) report.push(linkedFolder(startOf(it)))
  for (const it of listing.deniedFolders) report.push(deniedFolder(startOf(it)))
  const wanted = listing.files.filter((it) => it.path.endsWith(extension))
  for (const { path, link } of wanted) {
    const source = link ? reading.read(folder + path) : readFile(join(root, folder, path), fileLimit)
    if (source !== undefined) reading.sources.set(folder + path, source)
  }
  return wanted.map((it) => folder + it.path)
}
