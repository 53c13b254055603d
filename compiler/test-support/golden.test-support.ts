import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as assert from 'uvu/assert'
import { repository } from './project.test-support.ts'

/**
 * Compares a text with a committed file, given by its path in the repository. With `OSKC_UPDATE=1` in the environment the
 * file is written instead, except where `CI` is set; one that is not there fails.
 */
export function golden(file: string, text: string): void {
  const path = join(repository, file)
  if (process.env['OSKC_UPDATE'] === '1' && !process.env['CI']) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    return
  }
  assert.ok(existsSync(path), `${file} is missing; npm run update writes it.`)
  assert.fixture(
    text,
    readFileSync(path, 'utf8'),
    `${file} is not what comes out; npm run update refreshes it.`,
  )
}
