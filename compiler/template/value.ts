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

/** What has parts that a path leads to: one item of a made list, or the facts of a need. */
export type MadeRecord = MadeItem | MadeFacts

/** One item of a made list, while `each` goes over it. */
export interface MadeItem {
  readonly kind: 'record'
  readonly fields: ReadonlyMap<string, Value>
}

/** Facts that are made when they are asked for; undefined after a problem was reported. */
export interface MadeFacts {
  readonly kind: 'facts'
  readonly fact: (name: string, at: Place) => Value | undefined
}

/** A text made by oskc itself. */
export function made(text: string, at?: Place): MadeText {
  return at ? { kind: 'text', text, at } : { kind: 'text', text }
}

/** What of a value stands in a file of the input, or was made as if it did. */
export function asNode(value: Value | MadeRecord | undefined): Node | undefined {
  switch (value?.kind) {
    case 'scalar':
    case 'sequence':
    case 'mapping':
    case 'poison':
      return value
    default:
      return undefined
  }
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
    case 'facts':
      return true
  }
}
