import type { Report } from '../diagnostic.ts'
import type { SourceFile } from '../model/source.ts'
import { findJsonError } from './json-error.ts'
import { limits } from './limits.ts'
import { malformedJson } from './malformed-json.ts'
import { readableText } from './readable-text.ts'

/** The value of a JSON file, as the node list of a cluster is; nothing after reporting why there is none. */
export function parseJsonText(file: string, source: SourceFile, report: Report): unknown {
  const text = readableText(file, source, limits.jsonBytes, report)
  if (text === undefined) return undefined
  const from = text.startsWith('\ufeff') ? 1 : 0
  try {
    return JSON.parse(from === 0 ? text : text.slice(from))
  } catch {
    const { kind, start, end } = findJsonError(text, from)
    report.push(malformedJson({ file, start, end }, kind))
    return undefined
  }
}
