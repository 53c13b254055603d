import type { Report } from '../diagnostic.ts'
import { entriesOf, textOf } from '../lib/node.ts'
import type { Parsed } from '../model/input.ts'
import { badForm, wrongType } from '../schema/problems.ts'

/** The file that locks images by digest: reference → digest. */
export const imagesLock = 'images.lock'

/** Reads `images.lock`. Entries without a digest (a skeleton's) lock nothing. */
export function readLockedImages(parsed: Parsed, report: Report): ReadonlyMap<string, string> {
  const root = parsed.documents.get(imagesLock)?.find((it) => it.root)?.root
  if (root && root.kind !== 'mapping' && root.kind !== 'poison')
    report.push(wrongType(root, 'no mapping', 'a mapping from image references to digests'))
  return new Map(
    entriesOf(root).flatMap(([reference, { value }]) => {
      const digest = textOf(value)
      if (digest === undefined) return []
      if (/^sha256:[0-9a-f]{64}$/.test(digest)) return [[reference, digest] as const]
      report.push(badForm(value, digest, 'an image digest ("sha256:" and 64 hexadecimal digits)'))
      return []
    }),
  )
}
