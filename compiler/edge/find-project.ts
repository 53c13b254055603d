import { statSync, type Stats } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** The file that says where the parts of a project are, and by which its folder is found. */
export const projectFile = 'oskc.yaml'

/** The project folder: the one that is named, else the nearest parent with a project file, else the working directory. */
export function findProject(workingDirectory: string, named: string | undefined): string {
  if (named !== undefined) return resolve(workingDirectory, named)
  const start = resolve(workingDirectory)
  for (let folder = start; ; folder = dirname(folder)) {
    if (isFile(join(folder, projectFile))) return folder
    if (folder === dirname(folder)) return start
  }
}

/** Whether there is a folder of that path. */
export function isFolder(path: string): boolean {
  return stat(path)?.isDirectory() ?? false
}

function isFile(path: string): boolean {
  return stat(path)?.isFile() ?? false
}

function stat(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}
