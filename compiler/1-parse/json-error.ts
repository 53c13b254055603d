import type { JsonMistake } from './malformed-json.ts'

/** Where a text stops being JSON, and in which way. */
export interface JsonError {
  readonly kind: JsonMistake
  readonly start: number
  readonly end: number
}

type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end'

const token =
  /[ \t\n\r]*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|((?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)(?![\w.+-])))/y

/** Finds the first syntax error of a text that is known not to be JSON; slow, and without recursion. */
export function findJsonError(text: string, from: number): JsonError {
  const open: string[] = []
  let expected: Expected = 'value'
  let position = from
  for (;;) {
    token.lastIndex = position
    const match = token.exec(text)
    const start = position + /^[ \t\n\r]*/.exec(text.slice(position, position + 4096))![0].length
    if (!match) return unreadable(text, start, expected, open.length > 0 || expected !== 'value')
    const [, sign, string] = match
    const next = step(expected, sign, string !== undefined, open)
    if (next === undefined) return { kind: mistakes[expected], start, end: token.lastIndex }
    position = token.lastIndex
    if (open.length === 0 && next === 'comma-or-end') return afterEnd(text, position)
    expected = next
  }
}

const mistakes: Readonly<Record<Expected, JsonMistake>> = {
  value: 'no-value',
  'value-or-end': 'no-value',
  key: 'no-key',
  'key-or-end': 'no-key',
  colon: 'no-colon',
  'comma-or-end': 'no-comma',
}

/** What may follow a token, or nothing if the token itself may not stand here. */
function step(
  expected: Expected,
  sign: string | undefined,
  isString: boolean,
  open: string[],
): Expected | undefined {
  const ends = expected === 'comma-or-end' || expected === 'value-or-end' || expected === 'key-or-end'
  if (ends && (sign === '}' || sign === ']')) {
    const brace = expected === 'key-or-end' || (expected === 'comma-or-end' && open.at(-1) === '{')
    if ((sign === '}') !== brace) return undefined
    open.pop()
    return 'comma-or-end'
  }
  if (expected === 'colon') return sign === ':' ? 'value' : undefined
  if (expected === 'comma-or-end') return sign === ',' ? (open.at(-1) === '{' ? 'key' : 'value') : undefined
  if (expected === 'key' || expected === 'key-or-end') return isString ? 'colon' : undefined
  if (sign === undefined) return 'comma-or-end'
  if (sign !== '{' && sign !== '[') return undefined
  open.push(sign)
  return sign === '{' ? 'key-or-end' : 'value-or-end'
}

function unreadable(text: string, start: number, expected: Expected, begun: boolean): JsonError {
  if (start >= text.length) {
    const last = Math.max(0, text.trimEnd().length - 1)
    return begun ? { kind: 'cut-off', start: last, end: last + 1 } : { kind: 'empty', start: 0, end: 0 }
  }
  const end = start + /^(?:"[^\n]*|[^\s,:[\]{}"]+|[^])/.exec(text.slice(start, start + 200))![0].length
  return { kind: text[start] === '"' ? 'bad-text' : mistakes[expected], start, end }
}

function afterEnd(text: string, position: number): JsonError {
  const start = position + text.slice(position).length - text.slice(position).trimStart().length
  return { kind: 'after-end', start, end: Math.min(start + 1, text.length) }
}
