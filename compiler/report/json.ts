import type { Diagnostic } from '../diagnostic.ts'
import type { Place } from '../model/node.ts'
import type { SourceTree } from '../model/source.ts'
import { locator, type Locator } from './locate.ts'

/** Finds the path of a place in its YAML file, e.g. `nodes.ctl-[0-9]+$.roles.0`. */
export type PathOf = (place: Place) => string | undefined

/** Diagnostics for programs: one JSON object a line; what is unknown is left out. */
export function jsonLines(
  diagnostics: readonly Diagnostic[],
  sources: SourceTree,
  pathOf: PathOf = () => undefined,
): string {
  const places = locator(sources)
  return diagnostics.map((it) => `${JSON.stringify(toRecord(it, places, pathOf))}\n`).join('')
}

function toRecord(
  { code, severity, message, hint, at, related }: Diagnostic,
  places: Locator,
  pathOf: PathOf,
) {
  const location = at && places.locate(at)
  return {
    code,
    severity,
    message,
    hint,
    file: at?.file,
    line: location?.start.line,
    column: location?.start.column,
    endLine: location?.end.line,
    endColumn: location?.end.column,
    path: at && pathOf(at),
    related: related.map((it) => {
      const start = places.locate(it.at)?.start
      return { message: it.message, file: it.at.file, line: start?.line, column: start?.column }
    }),
  }
}
