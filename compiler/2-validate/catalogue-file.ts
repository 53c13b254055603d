import type { Report } from '../diagnostic.ts'
import { asMapping } from '../lib/node.ts'
import type { Parsed } from '../model/input.ts'
import type { Mapping } from '../model/node.ts'
import { check } from '../schema/check.ts'
import type { Validator } from '../schema/generated/validators.js'

/** What reading the files of the catalogue needs. */
export interface Reader {
  readonly parsed: Parsed
  readonly report: Report
}

/** The checked root of a catalogue file of one document; undefined when absent, empty or broken. */
export function document(
  file: string,
  validator: Validator,
  name: string,
  { parsed, report }: Reader,
): Mapping | undefined {
  const root = parsed.documents.get(file)?.find((it) => it.root)?.root
  return root && asMapping(check(validator, root, { name }, report))
}

/** Whether there is something in a file that could not be used at all. */
export function isBroken(file: string, root: Mapping | undefined, { parsed }: Reader): boolean {
  return !root && (parsed.documents.get(file)?.some((it) => it.root) ?? false)
}
