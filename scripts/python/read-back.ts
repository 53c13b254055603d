import { execFileSync, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { skipTest } from '../skip-test.ts'

/** What is to be read: files by oslo.config's parser, options of files as services see them, passwords of addresses. */
export interface ReadRequest {
  readonly files?: readonly string[]
  readonly options?: readonly string[]
  readonly urls?: readonly string[]
}

export type ParsedFile = { readonly [section: string]: { readonly [option: string]: readonly string[] } }
export type ReadOption = readonly [section: string, option: string, values: readonly string[]]

export interface ReadAnswer {
  /** A file that is refused gives the reason. */
  readonly files: readonly (ParsedFile | { readonly error: string })[]
  readonly options: readonly (readonly ReadOption[])[]
  readonly urls: readonly { readonly sqlalchemy: string | null; readonly kombu: string | null }[]
}

/** Whether there is a Python to read with; says so once for each test that must do without. */
export function hasPython(what: string): boolean {
  const found = spawnSync('python3', ['--version']).status === 0
  if (!found) skipTest(what, 'there is no python3')
  return found
}

/** Reads files and addresses with the Python packages that OpenStack reads them with. */
export function readBack(request: ReadRequest): ReadAnswer {
  const venv = execFileSync('sh', [here('venv.sh')], { encoding: 'utf8' }).trim()
  const answer = execFileSync(`${venv}/bin/python`, [here('read_back.py')], {
    input: JSON.stringify(request),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, PYTHONUTF8: '1' },
  })
  return JSON.parse(answer) as ReadAnswer
}

function here(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url))
}
