import { RE2JS } from 're2js'
import type { Report } from '../diagnostic.ts'
import type { Scalar } from '../model/node.ts'

export interface Pattern {
  readonly text: string
  readonly key: Scalar
  matches(name: string): 'whole' | 'prefix' | undefined
}

export function compilePattern(key: Scalar, _report: Report): Pattern | undefined {
  const whole = RE2JS.compile(`^(?:${key.source})$`)
  const prefix = RE2JS.compile(`^(?:${key.source})`)
  return {
    text: key.source,
    key,
    matches: (name) => (whole.matcher(name).find() ? 'whole' : prefix.matcher(name).find() ? 'prefix' : undefined),
  }
}
