/*
 * What schemas/options/ says of the options of a release. The format is explained there, in README.md.
 */

/** `index.json` of a release: which programs there are, which files they read, and where their options are. */
export interface CatalogueIndex {
  readonly release: string
  /** Programs that accept the same options, by the letter that stands for them. */
  readonly units: Readonly<Record<string, Unit>>
  /** The letters of the units that read a file, by the last part of its path. */
  readonly files: Readonly<Record<string, string>>
  /** The versions of the packages that the options were taken from. */
  readonly packages: Readonly<Record<string, string>>
}

export interface Unit {
  readonly name: string
  /** The part that has the options of its project. */
  readonly part: string
}

/** One of the other files of a release: the options of a project, or what several projects share. */
export interface CataloguePart {
  readonly release: string
  readonly part: string
  readonly groups: Readonly<Record<string, OptionGroup>>
  readonly sets: Readonly<Record<string, Options>>
  readonly rules: readonly Rule[]
}

export interface OptionGroup {
  /** The units that accept those options of the group which do not name others. */
  readonly in: string
  readonly options: Readonly<Record<string, OptionLine | readonly OptionLine[]>>
}

export type Options = Readonly<Record<string, OptionLine>>

/** An option; several of them where units differ. What says nothing is left out at the end. */
export type OptionLine = readonly [type: OptionType, fallback?: Json, flags?: string, more?: MoreOfOption]

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** The letters of `flags`. */
export const flag = {
  advanced: 'a',
  /** The default depends on the machine, or on the program. */
  unknownDefault: 'h',
  multiple: 'm',
  required: 'r',
  secret: 's',
  mutable: 'u',
  deprecated: 'x',
} as const

export interface MoreOfOption {
  /** The units that accept it. */
  readonly in?: string
  /** Former names: no group means the one the option is in, no name the one it has. */
  readonly was?: readonly (readonly [group: string | null, name: string | null])[]
  /** Since when, and why, it is deprecated for removal. */
  readonly since?: string
  readonly reason?: string
}

export type OptionType = OptionTypeName | ParametricType

export type OptionTypeName = ParametricType['type']

export type ParametricType =
  | TextType
  | NumberType
  | ListType
  | DictionaryType
  | AddressType
  | UriType
  | RangeType
  | { readonly type: 'boolean' | 'hostname' }
  | { readonly type: 'either'; readonly of?: readonly OptionType[] }
  | { readonly type: 'unchecked'; readonly because?: string }

export interface TextType {
  readonly type: 'string'
  readonly choices?: readonly (string | null)[]
  /** In the syntax of Python. */
  readonly regex?: string
  readonly ignoreCase?: boolean
  readonly maxLength?: number
  /** Quotes around it are left out, and have to be closed. */
  readonly quotes?: boolean
}

export interface NumberType {
  readonly type: 'integer' | 'float' | 'port'
  readonly choices?: readonly number[]
  /** A text where it is a number that JavaScript would round. */
  readonly min?: number | string
  readonly max?: number | string
  readonly multipleOf?: number
  /** An empty text is refused, and not read as nothing. */
  readonly filled?: boolean
}

export interface ListType {
  readonly type: 'list'
  readonly items?: OptionType
  readonly bounds?: boolean
  readonly minLength?: number
}

export interface DictionaryType {
  readonly type: 'dict'
  readonly values?: OptionType
  readonly bounds?: boolean
  readonly minLength?: number
  readonly separator?: string
}

export interface AddressType {
  readonly type: 'ip' | 'host' | 'domain'
  readonly version?: 4 | 6
}

export interface UriType {
  readonly type: 'uri'
  readonly schemes?: readonly string[]
  readonly maxLength?: number
}

export interface RangeType {
  readonly type: 'range'
  readonly min?: number
  readonly max?: number
}

/** Where options come from whose names, or whose groups' names, are not fixed. */
export type Rule = NamedGroups | ChosenOptions | NamedOptions | AnyGroup

/** Another option names the groups. */
export interface NamedGroups {
  readonly kind: 'named'
  /** The name of a group, with `{}` for what the other option says. */
  readonly groups: string
  readonly from: readonly [group: string, option: string]
  /** How it says them: `a, b` or `a:kind, b:kind`. */
  readonly as: 'list' | 'dict'
  readonly set?: OptionSource
  /** By the kind. */
  readonly sets?: Readonly<Record<string, OptionSource>>
}

/** An option of a group says which others the group has; or another group, which then has them. */
export interface ChosenOptions {
  readonly kind: 'chosen'
  /** The groups that have these options. */
  readonly having: readonly string[]
  readonly by: string
  readonly elsewhere: string
  readonly sets: Readonly<Record<string, OptionSource>>
}

/** Another option names options of a group. */
export interface NamedOptions {
  readonly kind: 'options'
  readonly group: string
  readonly from: readonly [group: string, option: string]
  readonly as: 'list'
  readonly option: OptionLine
}

/** Groups of any name have these options. */
export interface AnyGroup {
  readonly kind: 'any'
  readonly set: string
}

/** The name of a set; or some options of a set or a group, and further ones. */
export type OptionSource =
  | string
  | {
      readonly set?: string
      readonly group?: string
      readonly only?: readonly string[]
      readonly and?: Options
    }
