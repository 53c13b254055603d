/** What a setting may hold: inferred from its default, refined by the component's settings schema. */
export type Shape = ScalarShape | ListShape | MapShape | AnyShape

export type ScalarType = 'string' | 'integer' | 'number' | 'boolean' | 'null'

export interface ScalarShape {
  readonly kind: 'scalar'
  readonly types: readonly ScalarType[]
  readonly choices?: readonly (string | number | boolean | null)[]
  readonly minimum?: number
  readonly maximum?: number
  /** Linear-time regular expression (RE2) that a string must match somewhere. */
  readonly pattern?: string
}

export interface ListShape {
  readonly kind: 'list'
  readonly item: Shape
}

export interface MapShape {
  readonly kind: 'map'
  readonly entries: ReadonlyMap<string, Shape>
  /** Shape of keys that are not listed; absent: there are none (the map is closed). */
  readonly rest?: Shape
  readonly required: readonly string[]
}

export interface AnyShape {
  readonly kind: 'any'
}
