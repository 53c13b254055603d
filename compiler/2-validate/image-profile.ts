import { asScalar, entriesOf, numberAt, scalarAt, startOf, textAt, textsOf, valueAt } from '../lib/node.ts'
import type { ImageProfile } from '../model/catalogue.ts'
import type { Mapping } from '../model/node.ts'

/** Reads an image profile from its checked file. */
export function readProfile(name: string, root: Mapping | undefined, file: string): ImageProfile {
  const wait = valueAt(root, 'wait')
  const images = entriesOf(valueAt(root, 'images')).flatMap(([key, { value }]) => {
    if (value.kind !== 'mapping') return []
    const user = numberAt(value, 'user')
    const group = numberAt(value, 'group')
    const shell = asScalar(valueAt(value, 'shell'))?.value !== false
    const entry = {
      registry: textAt(value, 'registry') ?? '',
      repository: textAt(value, 'repository') ?? '',
      tag: textAt(value, 'tag') ?? '',
      ...(user !== undefined ? { user } : {}),
      ...(group !== undefined ? { group } : {}),
      shell,
      tools: textsOf(valueAt(value, 'tools')),
    }
    return [[key, entry] as const]
  })
  const image = asScalar(valueAt(wait, 'image')) ?? scalarAt(startOf(file), '')
  return { name, wait: { image, command: textsOf(valueAt(wait, 'command')) }, images: new Map(images) }
}
