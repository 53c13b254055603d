import type { Diagnostic } from '../diagnostic.ts'
import type { Place } from '../model/node.ts'
import type { SourceTree } from '../model/source.ts'
import { jsonLines } from '../report/json.ts'
import { inOrder } from '../report/order.ts'
import { pathFinder } from '../report/path-of.ts'
import { printDiagnostics } from '../report/print.ts'
import type { World } from './world.ts'

/** How diagnostics are shown. */
export interface ReportOptions {
  /** JSON lines go to standard output, text for people to the other one. */
  readonly format?: 'text' | 'json'
  readonly secrets?: readonly Place[]
  /** The documents that places lie in, where their paths are wanted. */
  readonly documents?: Parameters<typeof pathFinder>[0]
  /** What became of the output, where the default would be wrong. */
  readonly written?: string
}

/** Shows diagnostics, in the order of their places. */
export function printReport(
  diagnostics: readonly Diagnostic[],
  sources: SourceTree,
  { stdout, stderr }: World,
  { format = 'text', documents, ...options }: ReportOptions = {},
): void {
  const ordered = inOrder(diagnostics)
  if (format === 'json') stdout.write(jsonLines(ordered, sources, documents && pathFinder(documents)))
  else stderr.write(printDiagnostics(ordered, sources, { color: stderr.color, ...options }))
}

/** Diagnostics with warnings as errors, if it is to be strict. */
export function asStrict(diagnostics: readonly Diagnostic[], strict: boolean): readonly Diagnostic[] {
  return strict ? diagnostics.map((it) => ({ ...it, severity: 'error' as const })) : diagnostics
}
