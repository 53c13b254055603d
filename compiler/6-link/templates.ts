import type { Report } from '../diagnostic.ts'
import { startOf } from '../lib/node.ts'
import type { Scalar } from '../model/node.ts'
import type { SourceTree } from '../model/source.ts'
import type { Template } from '../template/model.ts'
import { scalarOffsets } from '../lib/scalar-offsets.ts'
import { parseTemplate } from '../template/parse.ts'
import { unreadableText } from './problems.ts'

/** Templates of the catalogue, each read once, whoever uses it. */
export interface Templates {
  /** The template in a scalar of a definition. */
  ofScalar(scalar: Scalar): Template | undefined
  /** The template in a file; undefined when it cannot be read, which has been reported. */
  ofFile(path: string): Template | undefined
  /** The partial of a name. */
  partial(name: string): Template | undefined
}

/** Reads templates from the sources on demand. */
export function templatesOf(
  sources: SourceTree,
  partials: ReadonlyMap<string, string>,
  report: Report,
): Templates {
  const scalars = new Map<Scalar, Template | undefined>()
  const files = new Map<string, Template | undefined>()
  const ofFile = (path: string): Template | undefined => {
    if (!files.has(path)) {
      const text = textOfFile(path, sources, report)
      files.set(path, text === undefined ? undefined : parseTemplate(path, text, report))
    }
    return files.get(path)
  }
  return {
    ofFile,
    partial: (name) => {
      const path = partials.get(name)
      return path === undefined ? undefined : ofFile(path)
    },
    ofScalar: (scalar) => {
      if (!scalars.has(scalar))
        scalars.set(scalar, parseTemplate(scalar.file, scalar.source, report, offsetsOf(scalar, sources)))
      return scalars.get(scalar)
    },
  }
}

/** The text of a file that is there; undefined when it cannot be read, which is reported. */
export function textOfFile(path: string, sources: SourceTree, report: Report): string | undefined {
  const source = sources.get(path)
  if (typeof source === 'string') return source
  if (source) report.push(unreadableText(startOf(path), source.unreadable))
  return undefined
}

/** Where the characters of a scalar stand in its file, behind quotes, escapes and indentation. */
function offsetsOf(
  { file, start, end, source: text }: Scalar,
  sources: SourceTree,
): (offset: number) => number {
  const source = sources.get(file)
  if (typeof source !== 'string') return () => start
  const within = scalarOffsets(source.slice(start, end), text)
  return (offset) => start + within(offset)
}
