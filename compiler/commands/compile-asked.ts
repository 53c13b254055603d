import { compile, type Compilation } from '../compile.ts'
import { hasErrors, type Diagnostic } from '../diagnostic.ts'
import type { Request } from '../model/input.ts'
import type { SourceTree } from '../model/source.ts'
import { inOrder } from '../report/order.ts'
import { otherEnvironment, othersClash } from './compile-problems.ts'
import { unknownName } from './problems.ts'

/**
 * Compiles the environments that were asked for. All are read and checked against each other; an environment that
 * was not asked for and has errors is left out of that check, and gives one warning.
 */
export function compileAsked(
  sources: SourceTree,
  request: Request,
  names: readonly string[],
): Compilation & { readonly asked: readonly string[] } {
  const whole = compile(sources, names.length > 0 ? { ...request, only: names } : request)
  const known = whole.linked.environments.map((it) => it.name)
  const asked = names.length > 0 ? names : known
  const unknown = asked.filter((it) => !known.includes(it))
  if (unknown.length > 0) {
    // What is wrong with a file may be the reason why its environment is not known by that name.
    const problems = unknown.map((it) => unknownName('environment', it, known))
    return { ...whole, asked, charts: new Map(), diagnostics: inOrder([...whole.diagnostics, ...problems]) }
  }
  const all = known.every((it) => asked.includes(it))
  if (all || errorsOf(whole).length === 0) return { ...whole, asked }
  return { ...withoutBroken(sources, request, asked, whole), asked }
}

function withoutBroken(
  sources: SourceTree,
  request: Request,
  asked: readonly string[],
  whole: Compilation,
): Compilation {
  const { environments, environmentFiles } = whole.linked
  const files = new Set(environments.filter((it) => asked.includes(it.name)).map((it) => it.file))
  const compileOnly = (wanted: (file: string) => boolean, only: readonly string[]) =>
    compile(sources, { ...request, environmentFiles: environmentFiles.filter(wanted), only })

  const others = environmentFiles.filter((it) => !files.has(it))
  const alone = others.map((file) => ({ file, errors: errorsOf(compileOnly((it) => it === file, [])) }))
  const own = compileOnly((it) => files.has(it), asked)
  // What is wrong with the catalogue, the inventory or the project is wrong with everything.
  const ours = new Set(errorsOf(own).map(identity))
  const broken = alone.filter(({ errors }) => errors.some((it) => !ours.has(identity(it))))
  const isBroken = (file: string) => broken.some((it) => it.file === file)
  const theirs = errorsOf(compileOnly((it) => !files.has(it) && !isBroken(it), []))
  const between = new Set(theirs.map(identity).filter((it) => !ours.has(it)))

  const sound = compileOnly((it) => !isBroken(it), asked)
  const shown = sound.diagnostics.filter((it) => it.severity === 'warning' || !between.has(identity(it)))
  const nameOf = (file: string) => environments.find((it) => it.file === file)?.name ?? file
  const warnings = broken.map(({ file, errors }) => otherEnvironment(nameOf(file), file, errors.length))
  if (between.size > 0) warnings.push(othersClash(between.size))
  return {
    ...sound,
    environments: own.environments,
    charts: hasErrors(shown) ? new Map() : own.charts,
    diagnostics: inOrder([...shown, ...warnings]),
  }
}

function errorsOf({ diagnostics }: Compilation): readonly Diagnostic[] {
  return diagnostics.filter((it) => it.severity === 'error')
}

function identity({ code, message, at }: Diagnostic): string {
  return JSON.stringify([code, message, at?.file, at?.start, at?.end])
}
