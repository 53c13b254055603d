import { globSync } from 'glob'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

/** One source file of the project. */
export interface SourceText {
  /** Relative to the project, with slashes. */
  readonly path: string
  readonly text: string
  /** The text without its comments. */
  readonly code: string
}

/** The source files under a folder of the project, sorted by path; generated ones left out. */
export function sourceFiles(pattern: string): readonly SourceText[] {
  return globSync(pattern, { cwd: root, posix: true, ignore: ['**/node_modules/**', '**/generated/**'] })
    .toSorted()
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8')
      return { path, text, code: withoutComments(text) }
    })
}

/** Good for our own formatted sources: a comment begins a line, or follows a blank. */
function withoutComments(text: string): string {
  return text.replace(/^\s*\/\*[^]*?\*\/|(^|\s)\/\/.*$/gm, '')
}

/** The modules that a source imports, as they are written; `types` says whether only types are taken. */
export function importsOf({
  code,
}: SourceText): readonly { readonly from: string; readonly types: boolean }[] {
  const statements = code.matchAll(/^(?:import|export)\b([^'"=(]*?\bfrom)? ['"]([^'"]+)['"]$/gm)
  const dynamic = code.matchAll(/\bimport\(['"]([^'"]+)['"]\)/g)
  return [
    ...Array.from(statements, ([, clause, from]) => ({
      from: from!,
      types: /^\s*type\b/.test(clause ?? ''),
    })),
    ...Array.from(dynamic, ([, from]) => ({ from: from!, types: false })),
  ]
}
