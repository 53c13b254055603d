import { readFileSync } from 'node:fs'

/** The end of a log, which says why something failed. */
export function lastLines(path: string, count = 40): string {
  return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-count).join('\n')
}
