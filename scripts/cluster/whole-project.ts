import { copyProject, type Project, type TopologyEnvironment } from './project.ts'

/** The reference project, and beside it environments that have what it lacks; compiled. */
export interface WholeProject {
  readonly project: Project
  readonly environments: readonly TopologyEnvironment[]
  /** The lines that `oskc compile` says to type, by environment. */
  readonly lines: ReadonlyMap<string, readonly string[]>
}

/** Copies and compiles it anew. */
export function wholeProject(): WholeProject {
  const project = copyProject('fixtures/reference', 'fixtures/cluster')
  const lines = project.compile()
  return { project, lines, environments: project.topology() }
}
