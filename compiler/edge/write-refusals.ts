import { isAbsolute } from 'node:path'
import type { Diagnostic } from '../diagnostic.ts'
import { errorCode } from './error-code.ts'
import type { FileSystem, Kind } from './file-system.ts'
import { lockName } from './lock.ts'
import { staysInside, writingFolder, type OutputTree } from './output-tree.ts'
import { isWithin } from './source-reader.ts'
import type { OutputSurvey } from './survey-output.ts'
import * as problems from './write-problems.ts'

/** Why the output folder cannot be looked at: paths that lead out of it, and links in its place. */
export function unsafePaths(
  { output, shown, environments }: OutputTree,
  system: FileSystem,
): readonly Diagnostic[] {
  const outside = environments.flatMap(({ name, files }) => {
    if (!staysInside(name) || name.includes('/') || name.startsWith('.')) return [name]
    return [...files.keys()].filter((it) => !staysInside(it) || it === lockName).map((it) => `${name}/${it}`)
  })
  const folders = [
    [output, shown],
    [`${output}/${writingFolder}`, `${shown}/${writingFolder}`],
  ] as const
  for (const [path, name] of folders) {
    const kind = system.kindOf(path)
    if (kind !== undefined && kind !== 'folder') return [inTheWay(name, kind)]
  }
  return outside.map((it) => problems.outsideOutput(it))
}

/** What is in the way of the charts. */
export function obstacles({ environments }: OutputSurvey, { shown }: OutputTree): readonly Diagnostic[] {
  return environments.flatMap(({ survey: { name, blocked } }) =>
    blocked.map(({ path, kind }) =>
      inTheWay(path === '' ? `${shown}/${name}` : `${shown}/${name}/${path}`, kind),
    ),
  )
}

/** The problem behind an error of the operating system; other errors are thrown on, they are bugs. */
export function systemProblem(error: unknown, { output, shown }: OutputTree): Diagnostic {
  const code = errorCode(error)
  if (!isSystemError(error) || code === undefined) throw error
  const path = 'path' in error && typeof error.path === 'string' ? error.path : output
  const inside = isAbsolute(path) && isWithin(output, path)
  const file = inside ? `${shown}${path.slice(output.length).replaceAll('\\', '/')}` : path
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return problems.diskFull(file)
    case 'EACCES':
    case 'EPERM':
      return problems.denied(file)
    case 'EROFS':
      return problems.readOnly(file)
    default:
      return problems.failed(file, code)
  }
}

/** Whether the operating system refused something; Node's own complaints are bugs of ours. */
export function isSystemError(error: unknown): error is Error {
  return /^E[A-Z0-9]+$/.test(errorCode(error) ?? '')
}

function inTheWay(file: string, kind: Kind): Diagnostic {
  return kind === 'link' ? problems.linkInTheWay(file) : problems.foreignInTheWay(file)
}
