import { join } from 'node:path'
import { builtIn } from '../model/source.ts'
import { readProject, type Project, type ProjectOptions } from '../edge/read-project.ts'
import { scratchFolder } from './scratch-folder.test-support.ts'

/** A folder for one test, with a project folder in it. */
export function scratchProject() {
  const scratch = scratchFolder()
  /** Writes files, by path relative to the project folder. */
  const lay = (files: Readonly<Record<string, string | Uint8Array>>) =>
    scratch.lay(
      Object.fromEntries(
        Object.entries({ 'x.txt': '', ...files }).map(([path, it]) => [`project/${path}`, it]),
      ),
    )
  /** Reads the project after adding files to it. */
  const read = (
    files: Readonly<Record<string, string>> = {},
    options: Partial<ProjectOptions> = {},
  ): Project => {
    lay(files)
    return readProject({ cwd: join(scratch.path, 'project'), ...options })
  }
  return { base: scratch.path, clear: scratch.clear, lay, read }
}

/** The paths in the source tree, those of the built-in catalogue left out. */
export function pathsOf({ sources }: Project): readonly string[] {
  return [...sources.keys()].filter((it) => !it.startsWith(builtIn)).sort()
}

/** The codes of what could not be read. */
export function codesOf({ diagnostics }: Project): readonly string[] {
  return diagnostics.map((it) => it.code)
}
