import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageFolder } from '../edge/built-in.ts'

/** The version of oskc. */
export function version(): string {
  const text = readFileSync(join(packageFolder(), 'package.json'), 'utf8')
  return (JSON.parse(text) as { readonly version: string }).version
}
