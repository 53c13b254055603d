/** The charts as they should be on disk. */
export interface OutputTree {
  /** The output folder, absolute. */
  readonly output: string
  /** How the output folder is called in messages, e.g. `charts`. */
  readonly shown: string
  /** Version of oskc. */
  readonly version: string
  readonly environments: readonly OutputEnvironment[]
  /** These are all environments of the project: folders of others have vanished and are removed. */
  readonly all: boolean
}

/** The folder of one environment. */
export interface OutputEnvironment {
  readonly name: string
  /** OpenStack release. */
  readonly release: string
  /** POSIX path relative to the environment's folder → text. */
  readonly files: ReadonlyMap<string, string>
  /** Path of each input in the source tree → its digest. */
  readonly inputs: ReadonlyMap<string, string>
}

/** The folder in the output folder that is there while oskc writes, and after a run that was cut off. */
export const writingFolder = '.oskc.writing'

/** Whether a path stays below the folder that it is relative to, on any system. */
export function staysInside(path: string): boolean {
  return path.split('/').every((it) => it !== '' && it !== '.' && it !== '..' && !/[\\\0]/.test(it))
}

/** The folders that a path leads through, outermost first. */
export function foldersOf(path: string): readonly string[] {
  const parts = path.split('/')
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'))
}
