import { Scalar as YamlScalar } from 'yaml'
import type { Place, Poison, Scalar, ScalarValue } from '../model/node.ts'
import { poison } from './build.ts'
import type { Build } from './build.ts'
import { reportBadTaggedValue, standardTag } from './check-tag.ts'
import { ambiguousScalar } from './content-problems.ts'
import { readPlainScalar } from './plain-scalar.ts'
import type { PlainReading } from './plain-scalar.ts'

/** Which readings of a scalar's text a standard tag agrees with. */
const kindsOfTag: Readonly<Record<string, readonly PlainReading['kind'][]>> = {
  int: ['integer'],
  float: ['integer', 'float'],
  bool: ['boolean'],
  null: ['null'],
}

/** Builds the node of a scalar that is a value. */
export function buildScalar(build: Build, parsed: YamlScalar, at: Place): Scalar | Poison {
  const text = parsed.source ?? ''
  const tag = parsed.tag === undefined ? undefined : standardTag(build, parsed.tag, at)
  if (parsed.tag !== undefined && tag === undefined) return poison(at)
  if (tag === 'str' || (tag === undefined && !isPlain(parsed))) return scalar(at, text, text)

  const reading = readPlainScalar(text)
  if (reading.kind === 'ambiguous') {
    build.report.push(ambiguousScalar(at, text, reading.likely))
    return poison(at)
  }
  if (tag !== undefined && !kindsOfTag[tag]?.includes(reading.kind)) {
    reportBadTaggedValue(build, at)
    return poison(at)
  }
  return scalar(at, reading.value, text)
}

/** Builds the node of a scalar that is a key: its text, whatever it would mean as a value. */
export function buildKey(build: Build, parsed: YamlScalar, at: Place): Scalar {
  const text = parsed.source ?? ''
  const tag = parsed.tag === undefined ? undefined : standardTag(build, parsed.tag, at)
  const reading = tag === undefined && isPlain(parsed) ? readPlainScalar(text) : undefined
  if (reading?.kind === 'ambiguous') build.report.push(ambiguousScalar(at, text, reading.likely))
  return scalar(at, text, text)
}

/** Whether a scalar is written without quotes and not as a block. */
export function isPlain({ type }: YamlScalar): boolean {
  return type === YamlScalar.PLAIN
}

function scalar(at: Place, value: ScalarValue, source: string): Scalar {
  return { kind: 'scalar', ...at, value, source }
}
