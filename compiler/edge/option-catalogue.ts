import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lexicographic } from '../lib/lexicographic.ts'
import type { CatalogueIndex, CataloguePart } from '../options/catalogue.ts'
import type { AcceptedFinding, OptionCatalogue, ReleaseOptions } from '../options/release-options.ts'
import { packageFolder } from './built-in.ts'

/** The option catalogue of this package. Each of its files is read when it is needed, and once. */
export function readOptionCatalogue(folder = join(packageFolder(), 'schemas/options')): OptionCatalogue {
  const entries = readdirSync(folder, { withFileTypes: true })
  const releases = entries.flatMap((it) => (it.isDirectory() ? [it.name] : [])).sort(lexicographic)
  const known = new Map<string, ReleaseOptions>()
  return {
    releases,
    of: (release) => {
      if (!known.has(release) && releases.includes(release))
        known.set(release, readRelease(join(folder, release)))
      return known.get(release)
    },
    accepted: JSON.parse(readFileSync(join(folder, 'accepted.json'), 'utf8')) as readonly AcceptedFinding[],
  }
}

function readRelease(folder: string): ReleaseOptions {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))
  const parts = new Map<string, CataloguePart>()
  return {
    index: read('index') as CatalogueIndex,
    part: (name) => {
      const part = parts.get(name) ?? (read(name) as CataloguePart)
      parts.set(name, part)
      return part
    },
  }
}
