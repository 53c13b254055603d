import type { Node, Place } from '../model/node.ts'

/** What an expression gives: a node of the settings, or a text made by a helper. */
export type Value = Node | MadeText | MadeList

/** A text that no file holds: made by a helper, or put together from others. */
export interface MadeText {
  readonly kind: 'text'
  readonly text: string
  readonly at?: Place
}

/** A list of records made by a helper: the members of a service, the entries of a mapping. */
export interface MadeList {
  readonly kind: 'list'
  readonly items: readonly ReadonlyMap<string, Value>[]
}

/** One item of a made list, while `each` goes over it. */
export interface MadeRecord {
  readonly kind: 'record'
  readonly fields: ReadonlyMap<string, Value>
}

/** A text made by oskc itself. */
export function made(text: string, at?: Place): MadeText {
  return at ? { kind: 'text', text, at } : { kind: 'text', text }
}

/** True when set and neither false, empty, zero-length nor `none`: the meaning of `if` and of `when`. */
export function isSet(value: Value | MadeRecord | undefined): boolean {
  if (!value || value.kind === 'poison') return false
  switch (value.kind) {
    case 'scalar':
      return value.value !== null && value.value !== false && value.value !== '' && value.value !== 'none'
    case 'text':
      return value.text !== '' && value.text !== 'false' && value.text !== 'none'
    case 'sequence':
    case 'list':
      return value.items.length > 0
    case 'mapping':
      return value.entries.size > 0
    case 'record':
      return true
  }
}
