/** A range of the text of one source file: offsets in UTF-16 code units, `end` exclusive. */
export interface Place {
  readonly file: string
  readonly start: number
  readonly end: number
}

/** What a scalar can be once read: YAML 1.2 core schema values. */
export type ScalarValue = string | number | boolean | null

/** One scalar of an input file. A scalar is its own place. */
export interface Scalar extends Place {
  readonly kind: 'scalar'
  readonly value: ScalarValue
  /** The text as written, without quotes: `1.10` stays `1.10`, large integers stay exact. */
  readonly source: string
  /** The node of an earlier layer that this one replaced. */
  readonly overrode?: Node
}

/** A list of an input file. */
export interface Sequence extends Place {
  readonly kind: 'sequence'
  readonly items: readonly Node[]
  readonly overrode?: Node
}

/** A mapping of an input file, in the order of its keys in the text. */
export interface Mapping extends Place {
  readonly kind: 'mapping'
  readonly entries: ReadonlyMap<string, Entry>
  readonly overrode?: Node
}

/** One key of a mapping with its value. */
export interface Entry {
  readonly key: Scalar
  readonly value: Node
}

/** A value that a reported problem has made unusable. Whatever reads it says nothing more. */
export interface Poison extends Place {
  readonly kind: 'poison'
  readonly overrode?: Node
}

/** Every value of every input file, immutable, knowing where it was written and what it overrode. */
export type Node = Scalar | Sequence | Mapping | Poison
