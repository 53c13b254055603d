import { existsSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { overrideFolder, sourcePath } from '../edge/expand-environments.ts'
import { isWithin, realPath } from '../edge/source-reader.ts'
import type { Report } from '../diagnostic.ts'
import { valueOf, type Call } from './arguments.ts'
import type { OpenProject } from './project-options.ts'
import { badPlace } from './secret-problems.ts'
import { secretsFile } from './secrets-file.ts'
import type { World } from './world.ts'

/** A file for secrets: where it lies, links resolved, and how it is called where the command was started. */
export interface SecretsPlace {
  readonly path: string
  readonly shown: string
}

/** The file for the secrets of an environment, unless it would lie where secrets must not. */
export function secretsPlace(
  environment: string,
  folders: readonly string[],
  project: OpenProject,
  call: Call,
  { cwd }: World,
  report: Report,
): SecretsPlace {
  const named = valueOf(call, 'output')
  const written = named === undefined ? join(project.root, secretsFile(environment)) : resolve(cwd, named)
  const path = realTarget(written)
  const place = { path, shown: sourcePath(cwd, written) }
  const inside = (folder: string) => isWithin(folder, written) || isWithin(realTarget(folder), path)
  const besides = (file: string) =>
    [dirname(file), realTarget(dirname(file))].some((it) => it === dirname(written) || it === dirname(path))
  const files = project.environments.map((it) => resolve(project.root, it))
  if (inside(project.output)) report.push(badPlace(place.shown, 'that is where the charts are'))
  else if ([...folders.map((it) => resolve(project.root, it)), ...files.map(overrideFolder)].some(inside))
    report.push(badPlace(place.shown, 'oskc reads everything in that folder'))
  else if (files.some(besides)) report.push(badPlace(place.shown, 'that is where environment files are'))
  return place
}

/** Where a path leads, links resolved, also if not all of it is there. */
function realTarget(path: string): string {
  if (existsSync(path) || dirname(path) === path) return realPath(path) ?? path
  return join(realTarget(dirname(path)), basename(path))
}
