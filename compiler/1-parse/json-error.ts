import type { JsonMistake } from './malformed-json.ts'

/** Where a text stops being JSON, and in which way. */
export interface JsonError {
  readonly kind: JsonMistake
  readonly start: number
  readonly end: number
}

/** What may stand at a point of the text; the mistake it is if something else does. */
const mistakes = {
  value: 'no-value',
  'value-or-end': 'no-value',
  key: 'no-key',
  'key-or-end': 'no-key',
  colon: 'no-colon',
  'comma-or-end': 'no-comma',
  end: 'after-end',
} as const satisfies Record<string, JsonMistake>

type Expected = keyof typeof mistakes

/** Finds the first syntax error of a text that is known not to be JSON, from an offset on, without recursion. */
export function findJsonError(text: string, from: number): JsonError {
  const open: string[] = []
  let expected: Expected = 'value'
  let at = skipBlanks(text, from)
  if (at === text.length) return { kind: 'empty', start: from, end: from }
  for (;;) {
    if (at === text.length) return cutOff(text)
    const { end, bad } = readToken(text, at)
    if (bad) return end === text.length ? cutOff(text) : { kind: 'bad-text', start: end, end: end + 1 }
    const next = step(expected, text[at] === '"' ? '"' : text.slice(at, end), open)
    if (next === undefined) return { kind: mistakes[expected], start: at, end: Math.min(end, at + 64) }
    expected = next === 'comma-or-end' && open.length === 0 ? 'end' : next
    at = skipBlanks(text, end)
  }
}

function skipBlanks(text: string, from: number): number {
  let at = from
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++
  return at
}

interface Token {
  readonly end: number
  /** It is a string that goes wrong at its `end`. */
  readonly bad?: true
}

const word = /[\w.+-]+/y

function readToken(text: string, start: number): Token {
  if (text[start] === '"') return readString(text, start)
  word.lastIndex = start
  return { end: word.test(text) ? word.lastIndex : start + 1 }
}

const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

function readString(text: string, start: number): Token {
  let at = start + 1
  while (at < text.length && text[at]! >= ' ') {
    if (text[at] === '"') return { end: at + 1 }
    escape.lastIndex = at
    if (text[at] !== '\\') at++
    else if (escape.test(text)) at = escape.lastIndex
    else break
  }
  return { end: at, bad: true }
}

const literal = /^(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)$/

/** What may follow a token, or nothing if the token itself may not stand here. */
function step(expected: Expected, token: string, open: string[]): Expected | undefined {
  const inBraces = open.at(-1) === '{'
  if (token === '}' || token === ']') {
    const mayEnd = expected.endsWith('-or-end') && inBraces === (token === '}')
    return mayEnd ? (open.pop(), 'comma-or-end') : undefined
  }
  switch (expected) {
    case 'colon':
      return token === ':' ? 'value' : undefined
    case 'comma-or-end':
      return token !== ',' ? undefined : inBraces ? 'key' : 'value'
    case 'key':
    case 'key-or-end':
      return token === '"' ? 'colon' : undefined
    case 'end':
      return undefined
    default:
      if (token === '"' || literal.test(token)) return 'comma-or-end'
      if (token !== '{' && token !== '[') return undefined
      open.push(token)
      return token === '{' ? 'key-or-end' : 'value-or-end'
  }
}

function cutOff(text: string): JsonError {
  const last = text.trimEnd().length
  return { kind: 'cut-off', start: last - 1, end: last }
}
