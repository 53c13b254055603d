import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile, type Compilation } from '../compile.ts'
import type { Diagnostic } from '../diagnostic.ts'
import { readOptionCatalogue } from '../edge/option-catalogue.ts'
import { readProject } from '../edge/read-project.ts'
import type { Request } from '../model/input.ts'
import type { SourceFile, SourceTree } from '../model/source.ts'
import { locator } from '../report/locate.ts'
import { inOrder } from '../report/order.ts'
import { printDiagnostics } from '../report/print.ts'

/** The folder of this repository. */
export const repository = join(import.meta.dirname, '../..')

/** A fixture as the command line would read it, ready to be compiled any number of times. */
export interface Project {
  readonly sources: SourceTree
  readonly request: Request
  /** What reading itself reported. */
  readonly diagnostics: readonly Diagnostic[]
}

/** What compiling a fixture gave. */
export interface Compiled extends Compilation {
  /** What a user sees. */
  readonly printed: string
  /** Each problem with its place, as `code file:line:column-line:column`. */
  readonly places: readonly string[]
}

/** Reads a folder of the repository as the command line does; `request.json` in it stands for options of the call. */
export function readFixture(folder: string): Project {
  const root = join(repository, folder)
  const options = join(root, 'request.json')
  const asked: Request = existsSync(options) ? (JSON.parse(readFileSync(options, 'utf8')) as Request) : {}
  const project = readProject({
    cwd: root,
    directory: root,
    ...(asked.environmentFiles ? { environmentFiles: asked.environmentFiles } : {}),
  })
  return {
    sources: project.sources,
    request: {
      ...asked,
      environmentFiles: project.environments,
      inventory: project.inventory,
      options: readOptionCatalogue(),
    },
    diagnostics: project.diagnostics,
  }
}

/** Compiles a fixture, each call from the beginning. */
export function compileProject({ sources, request, diagnostics: found }: Project): Compiled {
  const compilation = compile(sources, request)
  const diagnostics = inOrder([...found, ...compilation.diagnostics])
  return {
    ...compilation,
    diagnostics,
    printed: printDiagnostics(diagnostics, compilation.linked.sources, { color: false }),
    places: placesOf(diagnostics, compilation.linked.sources),
  }
}

/** Reads and compiles a folder of the repository. */
export function compileFolder(folder: string): Compiled {
  return compileProject(readFixture(folder))
}

/** The same project in ways that must make no difference. */
export function variantsOf(
  project: Project,
): readonly { readonly name: string; readonly project: Project }[] {
  const { sources } = project
  const crlf = (source: SourceFile) => (typeof source === 'string' ? source.replaceAll('\n', '\r\n') : source)
  return [
    { name: 'compiled again', project },
    {
      name: 'with its files found in reverse',
      project: { ...project, sources: new Map([...sources].reverse()) },
    },
    {
      name: 'with the line ends of another system',
      project: { ...project, sources: new Map([...sources].map(([path, it]) => [path, crlf(it)])) },
    },
  ]
}

function placesOf(diagnostics: readonly Diagnostic[], sources: SourceTree): readonly string[] {
  const { locate } = locator(sources)
  return diagnostics.map(({ code, at }) => {
    const found = at && locate(at)
    if (!at || !found) return [code, at?.file ?? ''].join(' ').trim()
    const { start, end } = found
    return `${code} ${at.file}:${start.line}:${start.column}-${end.line}:${end.column}`
  })
}
