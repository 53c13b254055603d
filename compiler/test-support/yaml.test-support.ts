import * as assert from 'uvu/assert'
import { parseYaml } from '../1-parse/parse.ts'
import type { Diagnostic, Report } from '../diagnostic.ts'
import { asMapping, asScalar } from '../lib/node.ts'
import type { Mapping, Node, Place, Scalar } from '../model/node.ts'

/** The root of a text of YAML, which must be sound. */
export function yaml(text: string, file = 'a.yaml'): Node {
  const report: Report = []
  const root = parseYaml(file, text, report)[0]?.root
  assert.equal(report, [])
  assert.ok(root)
  return root
}

/** The mapping that a text of YAML is. */
export function yamlMapping(text: string, file?: string): Mapping {
  const root = asMapping(yaml(text, file))
  assert.ok(root)
  return root
}

/** The scalar that a text of YAML is. */
export function yamlScalar(text: string, file?: string): Scalar {
  const root = asScalar(yaml(text, file))
  assert.ok(root)
  return root
}

/** A value that is unusable. */
export const poison: Node = { kind: 'poison', file: 'a.yaml', start: 0, end: 0 }

/** The text at a place of one of some files. */
export function textAtPlace(at: Place | undefined, files: Readonly<Record<string, string>>): string {
  return at ? (files[at.file] ?? '').slice(at.start, at.end) : ''
}

/** Each problem as `code: the text at its place`. */
export function toldOf(
  report: readonly Diagnostic[],
  files: Readonly<Record<string, string>>,
): readonly string[] {
  return report.map((it) => `${it.code}: ${textAtPlace(it.at, files)}`)
}
