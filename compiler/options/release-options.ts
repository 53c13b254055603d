import type { CatalogueIndex, CataloguePart } from './catalogue.ts'

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
}
