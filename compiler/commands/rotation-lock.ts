import { toYaml } from '../lib/to-yaml.ts'

/** The file that counts how often each secret was rotated: Secret → key → number. */
export function printRotations(numbers: ReadonlyMap<string, number>): string {
  const names = new Map<string, Record<string, number>>()
  for (const [id, number] of numbers) {
    const slash = id.indexOf('/')
    const name = id.slice(0, slash)
    names.set(name, { ...names.get(name), [id.slice(slash + 1)]: number })
  }
  return `# How often each secret was rotated: what reads it runs again when its number changes.
# Written by "oskc secrets generate"; keep it in version control, there is no secret in it.
${toYaml(Object.fromEntries(names))}`
}
