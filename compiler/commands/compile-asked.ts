import { compile, type Compilation } from '../compile.ts'
import { hasErrors, type Diagnostic } from '../diagnostic.ts'
import type { Request } from '../model/input.ts'
import type { SourceTree } from '../model/source.ts'
import { inOrder } from '../report/order.ts'
import { otherEnvironment, othersClash } from './compile-problems.ts'
import { unknownName } from './problems.ts'

/**
 * Compiles the environments that were asked for; no names mean all. All are read and checked against each other; one
 * that was not asked for and has errors is left out of that check, and gives one warning.
 */
export function compileAsked(sources: SourceTree, request: Request, names: readonly string[]): Compilation {
  if (names.length === 0) return compile(sources, request)
  const whole = compile(sources, { ...request, only: [] })
  const known = whole.linked.environments.map((it) => it.name)
  const unknown = names.filter((it) => !known.includes(it))
  if (unknown.length > 0) {
    // What is wrong with a file may be the reason why its environment is not known by that name.
    const problems = unknown.map((it) => unknownName('environment', it, known))
    return { ...whole, diagnostics: inOrder([...whole.diagnostics, ...problems]) }
  }
  const files = whole.linked.environments.filter((it) => names.includes(it.name)).map((it) => it.file)
  const own = compile(sources, { ...request, environmentFiles: files })
  const others = whole.linked.environmentFiles.filter((it) => !files.includes(it))
  const crossed = hasErrors(whole.diagnostics) ? crossCheck(sources, request, own, files, others) : []
  return {
    ...own,
    charts: hasErrors(crossed) ? new Map() : own.charts,
    diagnostics: inOrder([...own.diagnostics, ...crossed]),
  }
}

/** What is wrong between environments: errors where those asked for are concerned, else warnings. */
function crossCheck(
  sources: SourceTree,
  request: Request,
  own: Compilation,
  files: readonly string[],
  others: readonly string[],
): readonly Diagnostic[] {
  const errorsIn = (environmentFiles: readonly string[]) =>
    errorsOf(compile(sources, { ...request, environmentFiles, only: [] }))
  // What is wrong with the catalogue, the inventory or the project is wrong with everything.
  const ours = new Set(errorsOf(own).map(identity))
  const foreign = (errors: readonly Diagnostic[]) => errors.filter((it) => !ours.has(identity(it)))
  const broken = others
    .map((file) => ({ file, errors: foreign(errorsIn([file])).length }))
    .filter((it) => it.errors > 0)
  const sound = others.filter((it) => !broken.some(({ file }) => file === it))
  const between = new Set(sound.length > 1 ? foreign(errorsIn(sound)).map(identity) : [])
  const clashes = foreign(errorsIn([...files, ...sound])).filter((it) => !between.has(identity(it)))
  return [
    ...clashes,
    ...broken.map(({ file, errors }) => otherEnvironment(file, errors)),
    ...(between.size > 0 ? [othersClash(between.size)] : []),
  ]
}

function errorsOf({ diagnostics }: Compilation): readonly Diagnostic[] {
  return diagnostics.filter((it) => it.severity === 'error')
}

function identity({ code, message, at }: Diagnostic): string {
  return JSON.stringify([code, message, at?.file, at?.start, at?.end])
}
