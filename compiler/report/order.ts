import type { Diagnostic } from '../diagnostic.ts'
import { lexicographic } from '../lib/lexicographic.ts'

/** Diagnostics by file, position and code; those without a place first; what is said twice, once. */
export function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const distinct = new Map(diagnostics.map((it) => [identity(it), it]))
  return [...distinct]
    .sort(
      ([left, a], [right, b]) => byPlace(a, b) || lexicographic(a.code, b.code) || lexicographic(left, right),
    )
    .map(([, it]) => it)
}

function byPlace({ at: left }: Diagnostic, { at: right }: Diagnostic): number {
  if (!left || !right) return Number(left !== undefined) - Number(right !== undefined)
  return lexicographic(left.file, right.file) || left.start - right.start || left.end - right.end
}

/** Everything that is said, and nothing else: a place may be a whole node, whose other fields do not matter. */
function identity({ code, severity, message, at, related, hint, masked }: Diagnostic): string {
  const place = (it: Diagnostic['at']) => it && [it.file, it.start, it.end]
  const others = related.map((it) => [it.message, place(it.at)])
  return JSON.stringify([message, hint, others, code, severity, place(at), masked])
}
