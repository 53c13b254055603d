import type { CatalogueIndex, CataloguePart } from './catalogue.ts'
import type { Found } from './finding.ts'

/** What is known of the options of a release; its parts are read when they are asked for. */
export interface ReleaseOptions {
  readonly index: CatalogueIndex
  readonly part: (name: string) => CataloguePart
}

/** Finds what is known of the options of a release; nothing for one that nobody has looked at. */
export interface OptionCatalogue {
  /** Sorted. */
  readonly releases: readonly string[]
  readonly of: (release: string) => ReleaseOptions | undefined
  readonly accepted: readonly AcceptedFinding[]
}

/** Something that is found of an option, in all releases, and about which nothing is to be done. */
export interface AcceptedFinding {
  readonly file: string
  readonly group: string
  readonly name: string
  readonly kind: Found['kind']
  readonly because: string
  /** Where the project says, or shows, that it is so. */
  readonly reference: string
}
