import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * The folder with pinned tools (mod/tools.txt), built when they are not there yet; undefined where there is no Go to
 * build them. Throws when Go is here and cannot.
 */
export function builtTools(tools: readonly string[]): string | undefined {
  const build = fileURLToPath(new URL('build.sh', import.meta.url))
  const { status, stdout, stderr } = spawnSync('bash', [build, ...tools], { encoding: 'utf8' })
  if (status === 3) return undefined
  if (status !== 0) throw new Error(`These tools cannot be built: ${tools.join(', ')}.\n${stderr}`)
  return stdout.trim()
}
