import { RE2JS, RE2JSSyntaxException } from 're2js'
import type { Diagnostic, Report } from '../diagnostic.ts'
import type { Place, Scalar } from '../model/node.ts'
import { badPattern, commaInClass, unsupportedPattern } from './pattern-problems.ts'
import type { PatternMistake } from './pattern-problems.ts'
import { isSimplePattern } from './simple-pattern.ts'
import { unsupportedConstruct } from './unsupported-construct.ts'

/** A key of `nodes`: a regular expression that is matched from the start of node names. */
export interface Pattern {
  readonly text: string
  readonly key: Scalar
  /** Whether it matches a name, and if so whether it can match all of it or only its beginning. */
  readonly matches: (name: string) => 'whole' | 'prefix' | undefined
}

/** Compiles a node pattern with an engine whose time is linear in the name, or reports why that cannot be done. */
export function compilePattern(key: Scalar, report: Report): Pattern | undefined {
  const text = key.source
  for (const { 0: characterClass, index } of text.matchAll(classOrEscape))
    if (characterClass.startsWith('[') && characterClass.includes(','))
      report.push(commaInClass(placeWithin(key, index, characterClass.length), characterClass))
  if (isSimplePattern(text)) return { text, key, matches: matchSimple(text) }
  try {
    return { text, key, matches: matchAny(text) }
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error
    report.push(describe(key, error))
    return undefined
  }
}

/** A bracket that stands first in a class, also after `^`, does not close it. */
const classOrEscape = /\\[^]|\[\^?\]?(?:\\[^]|\[:\w+:\]|[^\]\\])*\]/g

/** Simple patterns are left to the engine of the language, which is ten times as fast and agrees over them. */
function matchSimple(text: string): Pattern['matches'] {
  // A point stands for everything but a line feed, as in the other engine.
  const body = text.replace(/\\.|\./g, (it) => (it === '.' ? '[^\\n]' : it))
  const start = new RegExp(`^(?:${body})`, 'u')
  const whole = new RegExp(`^(?:${body})$`, 'u')
  return (name) => (start.test(name) ? (whole.test(name) ? 'whole' : 'prefix') : undefined)
}

function matchAny(text: string): Pattern['matches'] {
  const pattern = RE2JS.compile(text)
  return (name) => {
    if (!pattern.matcher(name).lookingAt()) return undefined
    return pattern.testExact(name) ? 'whole' : 'prefix'
  }
}

/** Which mistake the engine means by its complaint. */
const mistakes: readonly (readonly [RegExp, PatternMistake])[] = [
  [/^missing closing \]/, 'open-class'],
  [/^missing closing \)/, 'open-parenthesis'],
  [/^unexpected \)/, 'closing-parenthesis'],
  [/^invalid character class/, 'bad-range'],
  [/^missing argument to repetition/, 'nothing-to-repeat'],
  [/^invalid nested repetition/, 'repeated-repeat'],
  [/^invalid repeat count/, 'bad-count'],
  [/^invalid escape|^trailing backslash/, 'bad-escape'],
  [/named capture|duplicate/, 'bad-name'],
  [/nests too deeply|too large/, 'too-big'],
]

function describe(key: Scalar, error: RE2JSSyntaxException): Diagnostic {
  const text = key.source
  const complaint: string = error.error
  const input: string = error.input ?? ''
  const mistake = mistakes.find(([form]) => form.test(complaint))?.[1] ?? 'other'
  const construct = input === '' ? undefined : unsupportedConstruct(text, input)
  if (construct)
    return unsupportedPattern(placeWithin(key, construct.index, construct.length), construct.name)
  if (mistake.endsWith('-parenthesis')) return badPattern(placeWithin(key, loneParenthesis(text), 1), mistake)
  // Only of a backslash at the end does the engine not say where it is.
  if (mistake === 'bad-escape' && input === '')
    return badPattern(placeWithin(key, text.length - 1, 1), mistake)
  const index = input === '' ? -1 : text.indexOf(input)
  if (index === -1) return badPattern(key, mistake)
  return badPattern(placeWithin(key, index, mistake === 'open-class' ? 1 : input.length), mistake)
}

/** Where the first parenthesis stands that has no counterpart. */
function loneParenthesis(text: string): number {
  const open: number[] = []
  const bare = text.replace(classOrEscape, (it) => ' '.repeat(it.length))
  for (const { 0: sign, index } of bare.matchAll(/[()]/g)) {
    if (sign === '(') open.push(index)
    else if (open.pop() === undefined) return index
  }
  return open[0] ?? 0
}

/** A piece of a key; all of it where escapes make it unsure which. */
function placeWithin(key: Scalar, index: number, length: number): Place {
  const quotes = key.end - key.start - key.source.length
  if (quotes !== 0 && quotes !== 2) return key
  const start = key.start + quotes / 2 + index
  return { file: key.file, start, end: start + length }
}
