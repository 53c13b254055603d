import type { OptionCatalogue } from '../options/release-options.ts'
import type { Catalogue } from './catalogue.ts'
import type { Document } from './document.ts'
import type { InventoryNode } from './inventory.ts'
import type { Mapping, Node, Scalar } from './node.ts'
import type { SourceTree } from './source.ts'

/** What one run is asked for; everything has a default. */
export interface Request {
  /** Environment files, by their path in the source tree; default: `environments/*.yaml`. */
  readonly environmentFiles?: readonly string[]
  /** Path of the inventory in the source tree; default: what `oskc.yaml` says, else `nodes.yaml`. */
  readonly inventory?: string
  /** The file was given alone, as for the original tool: unnamed, its environment is called `ccp`. */
  readonly lone?: boolean
  /** Names of the environments to render; default: all. */
  readonly only?: readonly string[]
  /** A pattern that matches no node is only a warning. */
  readonly allowUnmatched?: boolean
  /** What options configuration files may have; without it none is checked. */
  readonly options?: OptionCatalogue
}

/** 1-parse: the text of every file read. */
export interface Parsed {
  readonly sources: SourceTree
  readonly request: Request
  /** Path → its documents. */
  readonly documents: ReadonlyMap<string, readonly Document[]>
  /** Plain data of an inventory written as JSON; a YAML one is among the documents. */
  readonly inventory?: unknown
  /** Whether the inventory's text could be read at all. */
  readonly inventoryRead: boolean
}

/** 2-validate: every file checked by itself. */
export interface Input extends Omit<Parsed, 'inventory'> {
  readonly project: Project
  readonly catalogue: Catalogue
  readonly inventory: Inventory
  /** Path of an environment file or fragment → its checked documents, includes not yet followed. */
  readonly fragments: ReadonlyMap<string, readonly FragmentDocument[]>
  readonly environmentFiles: readonly string[]
  /** Image reference → digest, from `images.lock`. */
  readonly lockedImages: ReadonlyMap<string, string>
}

export interface Project {
  readonly release: string
  readonly images: Scalar
  readonly services: readonly string[]
  readonly inventory: string
  readonly maintainers: readonly { readonly name: string; readonly email?: string; readonly url?: string }[]
  readonly furtherOptions: readonly FurtherOption[]
}

/** An option, or all of a section, that plug-ins of the user's own read from a file. */
export interface FurtherOption {
  readonly file: string
  readonly group: string
  readonly option?: string
}

export interface Inventory {
  readonly file: string
  /** Sorted by name. Empty when the inventory is missing or broken, which has been reported. */
  readonly nodes: readonly InventoryNode[]
  readonly sound: boolean
}

/** One document of an environment file. */
export type FragmentDocument =
  | { readonly kind: 'include'; readonly files: readonly Scalar[] }
  /** It could not be read, which has been reported: something may be missing. */
  | { readonly kind: 'broken' }
  | { readonly kind: 'sections'; readonly root: Mapping }

/** 3-resolve: layers merged. */
export interface Resolved extends Input {
  readonly environments: readonly Environment[]
}

/** One environment with its sections merged. */
export interface Environment {
  /** Also its namespace. */
  readonly name: string
  /** Where the name was said, or the beginning of its file. */
  readonly at: Node | { readonly file: string; readonly start: number; readonly end: number }
  readonly file: string
  /** All merged sections. */
  readonly sections: Mapping
  readonly release: string
  readonly releaseAt: Scalar | undefined
  readonly patterns: readonly NodePattern[]
  readonly roles: ReadonlyMap<string, Role>
  readonly replicas: ReadonlyMap<string, { readonly key: Scalar; readonly value: Scalar }>
  readonly instances: ReadonlyMap<string, InstanceEntry>
  readonly placement: 'hostnames' | 'labels'
  /** A part of it that may decide what runs where could not be read: nothing is said of what is missing. */
  readonly broken: boolean
}

export interface NodePattern {
  readonly key: Scalar
  readonly roles: readonly Scalar[]
  readonly configs: Mapping | undefined
}

export interface Role {
  readonly key: Scalar
  readonly services: readonly Scalar[]
}

/** One entry of `services:`. */
export interface InstanceEntry {
  readonly key: Scalar
  readonly definition: Scalar
  readonly mapping: ReadonlyMap<string, { readonly key: Scalar; readonly value: Scalar }>
  readonly configs: Mapping | undefined
}
