import type { Choice } from './chosen-options.ts'
import type { OptionName } from './option-set.ts'
import type { BadReference } from './substitute.ts'

/** An option that a file sets. */
export interface GivenOption extends OptionName {
  /** Each value as it is written, quotes included, in the order of the file. */
  readonly values: readonly string[]
}

/** Something that is to be said about an option that a file sets. */
export type Finding<Given extends GivenOption = GivenOption> = { readonly option: Given } & Found

export type Found =
  | UnknownGroup
  | UnknownOption
  | Renamed
  | DeprecatedForRemoval
  | GivenTwice
  | BadValue
  | ValueWithBadReference
  | SecretInTheClear

/** No program that reads the file knows the group, nor an option of that name that once was in it. */
export interface UnknownGroup {
  readonly kind: 'unknown-group'
  /** Groups of nearly that name. */
  readonly near: readonly string[]
  /** Groups that do have such an option. */
  readonly elsewhere: readonly OptionName[]
}

/** No program that reads the file has the option. */
export interface UnknownOption {
  readonly kind: 'unknown-option'
  /** Options of nearly that name in the group; if there are none, of that or nearly that name in other groups. */
  readonly near: readonly OptionName[]
  /** What decides which options the group has, where one of its options does. */
  readonly choice?: Choice
}

/** The name is a former one. */
export interface Renamed {
  readonly kind: 'renamed'
  /** The names that replace it. */
  readonly to: readonly OptionName[]
}

/** The option will be gone one day. */
export interface DeprecatedForRemoval {
  readonly kind: 'deprecated'
  readonly since?: string
  readonly reason?: string
}

/** All values but the last one are ignored. */
export interface GivenTwice {
  readonly kind: 'given-twice'
}

/** The value cannot be read as what the option takes. */
export interface BadValue {
  readonly kind: 'bad-value'
  /** Which of the values it is. */
  readonly index: number
  /** What is expected, in words that follow "expected". */
  readonly expected: string
  /** The text that is read: without quotes, and with the values of other options in place of references. */
  readonly text: string
  /** The piece that is wrong, when it is not all of it. */
  readonly piece?: string
  /** The option is to be kept secret: the text is not to be shown. */
  readonly secret: boolean
  /** Some of it is known at run time only. */
  readonly unknown: boolean
}

/** The value refers to an option that cannot be read. */
export interface ValueWithBadReference extends BadReference {
  readonly kind: 'bad-reference'
  readonly index: number
  readonly secret: boolean
  readonly near: readonly OptionName[]
}

/** A value that is to be kept secret stands in the file. */
export interface SecretInTheClear {
  readonly kind: 'secret-in-the-clear'
  readonly index: number
}
