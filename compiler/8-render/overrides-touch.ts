import type { Mapping } from '../model/node.ts'

/** Whether overrides change any of the settings that something has read. */
export function overridesTouch(overrides: Mapping, read: ReadonlySet<string>): boolean {
  for (const key of overrides.entries.keys())
    for (const path of read) if (path === key || path.startsWith(`${key}.`)) return true
  return false
}
