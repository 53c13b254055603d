import { createHash } from 'node:crypto'

/** The SHA-256 digest of a text or of bytes, e.g. `sha256:9f86d0…`. */
export function digest(content: string | Uint8Array): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`
}
