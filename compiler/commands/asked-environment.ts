import { linkProject } from '../compile.ts'
import { hasErrors, type Report } from '../diagnostic.ts'
import type { Request, Resolved } from '../model/input.ts'
import type { Linked, LinkedEnvironment } from '../model/linked.ts'
import type { Placement } from '../model/placement.ts'
import type { SourceTree } from '../model/source.ts'
import type { Call } from './arguments.ts'
import { unknownName } from './problems.ts'
import { openProject, type OpenProject } from './project-options.ts'
import { asStrict, printReport } from './report.ts'
import { secretPlaces } from './secret-places.ts'
import type { World } from './world.ts'

/** An environment with all that is known before its files are rendered. */
export interface AskedEnvironment {
  readonly placement: Placement
  readonly deployment: LinkedEnvironment
}

/** A project of which some environments are looked at. */
export interface AskedProject {
  readonly project: OpenProject
  readonly linked: Linked
  readonly environments: readonly AskedEnvironment[]
}

/**
 * Reads the environments that a command is about; no names mean all. Errors are printed, those of other environments
 * aside, and then there is no result. Warnings are the business of compiling, unless it is to be strict.
 */
export function askedEnvironments(
  names: readonly string[],
  call: Call,
  world: World,
): AskedProject | undefined {
  const project = openProject(call, world)
  const { value: linked, report } = ofAsked(names, project, linkProject)
  const found = asStrict([...project.diagnostics, ...report], project.strict)
  const secrets = secretPlaces(linked.sources, linked.documents)
  if (hasErrors(found)) {
    const errors = found.filter((it) => it.severity === 'error')
    printReport(errors, linked.sources, world, { secrets, written: '' })
    return undefined
  }
  const environments = linked.placements.flatMap((placement, index) =>
    names.length === 0 || names.includes(placement.environment.name)
      ? [{ placement, deployment: linked.deployments[index]! }]
      : [],
  )
  return { project, linked, environments }
}

/**
 * What a step gives for the environments that were asked for, and what it reports: names that nobody knows, too. What is
 * wrong with other environments is no matter then.
 */
export function ofAsked<T extends Resolved>(
  names: readonly string[],
  { sources, request }: OpenProject,
  step: (sources: SourceTree, request: Request, report: Report) => T,
): { readonly value: T; readonly report: Report } {
  const report: Report = []
  const value = step(sources, request, report)
  const known = value.environments.map((it) => it.name)
  const unknown = names.filter((it) => !known.includes(it))
  report.push(...unknown.map((it) => unknownName('environment', it, known)))
  if (names.length === 0 || unknown.length > 0 || report.length === 0) return { value, report }
  const asked = value.environments.filter((it) => names.includes(it.name)).map((it) => it.file)
  if (asked.length === known.length) return { value, report }
  const own: Report = []
  return { value: step(sources, { ...request, environmentFiles: asked }, own), report: own }
}
