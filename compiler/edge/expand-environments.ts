import { globSync, type Path } from 'glob'
import { relative, sep } from 'node:path'
import { secretsLock } from '../lib/asked-environments.ts'
import { lexicographic } from '../lib/lexicographic.ts'

/**
 * The environment files that patterns match, as POSIX paths relative to the project folder, sorted by code unit.
 * Overrides in a matched file's `.d` folder and locks of secrets are no environments.
 */
export function expandEnvironments(
  root: string,
  patterns: readonly string[],
  output: string,
): readonly string[] {
  const matched = new Set(patterns.flatMap((it) => expand(root, it, output)))
  const overrides = [...matched].map(overrideFolder)
  return [...matched]
    .filter((it) => !it.endsWith(secretsLock) && !overrides.some((folder) => it.startsWith(folder)))
    .sort(lexicographic)
}

/** The folder of the files that override an environment file, with a final slash. */
export function overrideFolder(file: string): string {
  return `${file.replace(/\.ya?ml$/, '')}.d/`
}

/** The path of a file in the source tree: POSIX and relative to the project folder. */
export function sourcePath(root: string, absolute: string): string {
  return relative(root, absolute).split(sep).join('/')
}

function expand(root: string, pattern: string, output: string): readonly string[] {
  const childrenIgnored = (it: Path) =>
    it.name === 'node_modules' || (output !== root && it.fullpath() === output)
  try {
    const found = globSync(pattern, { cwd: root, absolute: true, nodir: true, ignore: { childrenIgnored } })
    return found.map((it) => sourcePath(root, it))
  } catch {
    // A pattern too long or too nested to be one matches nothing.
    return []
  }
}
