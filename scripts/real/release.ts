import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** The folder of a Python environment with the programs of an OpenStack release; nothing where none was installed. */
export function releaseFolder(release: string): string | undefined {
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'oskc-releases')
  const folders = existsSync(cache) ? readdirSync(cache).sort() : []
  return folders.map((it) => join(cache, it, release)).find((it) => existsSync(join(it, 'complete')))
}
