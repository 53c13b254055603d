import type { FileSystem, Kind } from './file-system.ts'

/** Deletes what is there with all that lies in it; links are not followed. */
export function removeTree(path: string, kind: Kind, system: FileSystem): void {
  if (kind !== 'folder') return system.remove(path)
  for (const [name, inside] of system.list(path)) removeTree(`${path}/${name}`, inside, system)
  system.removeFolder(path)
}
