/** A camelCase key for each of some names, in their order; a number tells apart those that would be equal. */
export function camelKeys(names: Iterable<string>): ReadonlyMap<string, string> {
  const keys = new Map<string, string>()
  const taken = new Set<string>()
  for (const name of names) {
    if (keys.has(name)) continue
    const plain = camelCase(name)
    let key = plain
    for (let count = 2; taken.has(key); count++) key = `${plain}N${count}`
    taken.add(key)
    keys.set(name, key)
  }
  return keys
}

function camelCase(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((it) => it !== '')
  const joined = words
    .map((it, index) => (index === 0 ? it : it.charAt(0).toUpperCase() + it.slice(1)))
    .join('')
  return /^[A-Za-z]/.test(joined) ? joined.charAt(0).toLowerCase() + joined.slice(1) : `n${joined}`
}
