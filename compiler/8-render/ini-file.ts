import type { Place } from '../model/node.ts'

/** A file in the dialect of oslo.config: what it says, and the comments that explain it. */
export interface IniFile {
  /** Comments before the first section, other than those directly above it. */
  readonly preamble: readonly IniComment[]
  /** In order of first appearance; a section that is opened twice is one. */
  readonly sections: readonly IniSection[]
  /** Lines that oslo.config refuses, with the whole file; and those that it takes for an option in spite of a blank. */
  readonly malformed: readonly IniMalformed[]
}

export interface IniSection {
  readonly name: string
  /** Comments directly above its header. */
  readonly comments: readonly IniComment[]
  readonly lines: readonly (IniOption | IniComment)[]
}

/** One setting of an option. An option that is set several times has several of these. */
export interface IniOption {
  readonly kind: 'option'
  readonly name: string
  /** As written, quotes included; what continuation lines add follows a line feed each, without its indentation. */
  readonly value: string
  /** Where the value, and its name, stand in the text; absent when an override gave it. */
  readonly at?: IniRange
  readonly nameAt?: IniRange
  /** What gave the value; absent when it stands in the text. */
  readonly override?: IniOverride
}

/** A whole line, with its `#` or `;`. */
export interface IniComment {
  readonly kind: 'comment'
  readonly text: string
}

/** Offsets in UTF-16 code units, `end` exclusive. */
export interface IniRange {
  readonly start: number
  readonly end: number
}

export interface IniMalformed {
  readonly offset: number
  readonly end: number
  readonly problem: IniFault
}

export type IniFault =
  | 'no-section'
  | 'unclosed-section'
  | 'unnamed-section'
  | 'no-assignment'
  | 'unnamed-option'
  | 'unexpected-continuation'
  | 'odd-blank'

/** A change to one option of a file. */
export interface IniOverride {
  readonly section: string
  readonly option: string
  /** Values as they are written in a file; several set the option several times, none at all removes it. */
  readonly change: { readonly set: readonly string[] } | { readonly remove: true }
  /** Who gave it. */
  readonly by?: { readonly name: Place; readonly value: Place }
  /** The items of a list, of which `change` has one value. */
  readonly items?: readonly string[]
}
