import { flag, type OptionLine } from './catalogue.ts'
import { choiceOf } from './chosen-options.ts'
import { expected } from './expected.ts'
import type { Found } from './finding.ts'
import type { Nearness } from './near.ts'
import type { OptionName } from './option-set.ts'
import { readValue } from './read-value.ts'
import { isUnknown } from './reading.ts'
import type { Scope } from './scope.ts'
import { substitute } from './substitute.ts'

/** Says what is wrong with a text that is given to an option. */
export function* checkValue(
  scope: Scope,
  near: Nearness,
  { group, name }: OptionName,
  lines: readonly OptionLine[],
  given: { readonly index: number; readonly text: string },
): Generator<Found> {
  const { index } = given
  const secret = lines.some(([, , flags]) => flags?.includes(flag.secret))
  if (secret && isInTheClear(given.text)) yield { kind: 'secret-in-the-clear', index }
  const whole = substitute(scope, group, given.text)
  if ('problem' in whole) {
    const { reference, reason } = whole.problem
    const proposals = reason === 'unknown-option' ? near.options(...split(group, reference)) : []
    yield { kind: 'bad-reference', index, reference, reason, near: proposals, secret }
    return
  }
  const { text } = whole
  const wrong = { kind: 'bad-value', index, text, secret, unknown: isUnknown(text) } as const
  const readings = lines.map(([type]) => readValue(type, text))
  const [first] = readings
  if (first && !first.accepted && readings.every((it) => !it.accepted)) {
    const piece = first.piece === undefined ? {} : { piece: first.piece }
    yield { ...wrong, expected: expected(lines[0]![0]), ...piece }
    return
  }
  const choice = choiceOf(scope, group)
  if (choice?.by !== name || text === '' || isUnknown(text) || choice.known.includes(text)) return
  yield { ...wrong, expected: expected({ type: 'string', choices: choice.known }) }
}

/**
 * Whether a text that should be secret can be read in the file: it is all there, and it is not a reference alone, nor
 * the address of something without a password in it.
 */
function isInTheClear(text: string): boolean {
  if (text === '' || isUnknown(text) || /^\$(?:\w[\w.]*|\{[\w.]+\})$/.test(text)) return false
  const userinfo = /^[a-zA-Z][a-zA-Z0-9+.-]*:\/\/(?:([^/?#]*)@)?[^/?#@]*(?:[/?#]|$)/.exec(text)
  return userinfo === null || userinfo[1]?.includes(':') === true
}

function split(group: string, reference: string): readonly [group: string, name: string] {
  const at = reference.indexOf('.')
  return at === -1 ? [group, reference] : [reference.slice(0, at), reference.slice(at + 1)]
}
