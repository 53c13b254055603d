import type { Report } from '../diagnostic.ts'
import type { Node, Place, Poison } from '../model/node.ts'
import { limits } from './limits.ts'
import { tooManyNodes } from './problems.ts'
import { rangeOf } from './range.ts'
import type { Parsed } from './build-node.ts'

/** What building the nodes of one document keeps in mind. */
export interface Build {
  readonly text: string
  readonly place: (start: number, end: number) => Place
  readonly report: Report
  readonly anchors: Map<string, Anchored>
  /** Every tag of the file, in the order of the text. */
  readonly tags: readonly { readonly at: Place; readonly source: string }[]
  /** Keys and values so far, those that aliases repeat included. */
  count: number
  /** The deepest level reached since somebody last looked. */
  deepest: number
}

/** A value marked with `&name`, and what repeating it costs. */
export interface Anchored {
  /** Absent while the value is still being read: an alias to it would be a cycle. */
  readonly node?: Node
  readonly at: Place
  readonly size: number
  readonly height: number
}

/** Where the text of a value stands. */
export function placeOf(build: Build, parsed: Parsed): Place {
  const { start, end } = rangeOf(build.text, parsed)
  return build.place(start, end)
}

/** Counts keys and values, and tells once when there are too many. */
export function countNodes(build: Build, size: number, at: Place): boolean {
  const before = build.count
  build.count += size
  if (build.count <= limits.nodes) return true
  if (before <= limits.nodes) build.report.push(tooManyNodes(at, limits.nodes))
  return false
}

/** A value that a reported problem has made unusable. */
export function poison({ file, start, end }: Place): Poison {
  return { kind: 'poison', file, start, end }
}
