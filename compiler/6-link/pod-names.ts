import type { Report } from '../diagnostic.ts'
import type { SecretVolume, Volume } from '../model/program.ts'
import type { LinkedProgram } from '../model/linked.ts'
import { conflictingVolume, duplicate, reservedName } from './pod-problems.ts'

/** A container with what runs before it, or a job. */
type PodProgram = Omit<LinkedProgram, 'at'> & {
  readonly at: LinkedProgram['at']
  readonly name: string
  readonly before: readonly (LinkedProgram & { readonly name: string })[]
}

/** Reports names and paths that one pod uses twice, and names that oskc keeps for what it adds to pods. */
export function checkNames(programs: readonly PodProgram[], report: Report): void {
  const names = new Set<string>()
  const volumes = new Map<string, string>()
  for (const program of programs.flatMap((it) => [...it.before, it])) {
    if (names.has(program.name)) report.push(duplicate(program.at, 'container', program.name))
    if (/^(wait$|configure-|prepare-)/.test(program.name))
      report.push(reservedName(program.at, 'container', program.name))
    names.add(program.name)
    checkPaths(program, report)
    for (const it of [...program.volumes, ...program.secretVolumes]) {
      const source = sourceOf(it)
      if (it.name.startsWith('oskc-')) report.push(reservedName(program.at, 'volume', it.name))
      else if ((volumes.get(it.name) ?? source) !== source)
        report.push(conflictingVolume(program.at, it.name))
      volumes.set(it.name, source)
    }
  }
}

function checkPaths(program: LinkedProgram, report: Report): void {
  const paths = new Set<string>()
  for (const { path } of [...program.files, ...program.volumes, ...program.secretVolumes]) {
    if (paths.has(path)) report.push(duplicate(program.at, 'mount path', path))
    paths.add(path)
  }
}

/** What a volume is, apart from where it is mounted. */
function sourceOf(volume: Volume | SecretVolume): string {
  const { path: _path, ...source } = volume
  const {
    readOnly: _readOnly,
    propagation: _propagation,
    live: _live,
    ...rest
  } = source as Record<string, unknown>
  return JSON.stringify(rest, Object.keys(rest).sort().concat('key', 'file'))
}
