import type { Mapping, Scalar } from '../model/node.ts'

/** The settings that a tree of settings sets, by path, with their keys. Options of files, which are no settings, are left out. */
export function settingLeaves(
  node: Mapping,
  path: readonly string[] = [],
): readonly { readonly path: string; readonly at: Scalar }[] {
  return [...node.entries].flatMap(([key, entry]) => {
    const here = [...path, key]
    if (path.length === 1 && key === 'conf') return []
    return entry.value.kind === 'mapping'
      ? settingLeaves(entry.value, here)
      : [{ path: here.join('.'), at: entry.key }]
  })
}
