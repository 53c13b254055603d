import type { Node, Place } from './node.ts'

/** One YAML document of a file. */
export interface Document {
  /** Undefined for an empty document, and for one that cannot be read. */
  readonly root: Node | undefined
  /** Set when the root carries the tag `!include`: a list of file names. */
  readonly tag: 'include' | undefined
  readonly at: Place
}
