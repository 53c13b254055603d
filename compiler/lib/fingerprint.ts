/**
 * Tells texts apart: 16 hexadecimal digits that change with any character, much faster than a cryptographic hash.
 * Each part counts by itself, so that moving text from one to the next changes it as well.
 */
export function fingerprint(parts: Iterable<string>): string {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (const part of parts) {
    high = Math.imul(high ^ part.length, 2654435761)
    low = Math.imul(low ^ part.length, 1597334677)
    for (let index = 0; index < part.length; index++) {
      const code = part.charCodeAt(index)
      high = Math.imul(high ^ code, 2654435761)
      low = Math.imul(low ^ code, 1597334677)
    }
  }
  return hex(mixed(high, low)) + hex(mixed(low, high))
}

function mixed(one: number, other: number): number {
  return Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(other ^ (other >>> 13), 3266489909)
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0')
}
