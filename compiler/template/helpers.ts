import type { Report } from '../diagnostic.ts'
import { reserved } from '../lib/placeholder.ts'
import type { Node, Place } from '../model/node.ts'
import { badArguments, reservedText, tooLarge, unknownHelper } from './problems.ts'
import { entries, having, join, pluck } from './lists.ts'
import { asNode, isSet, made } from './value.ts'
import type { Value } from './value.ts'
import { argumentText } from './argument.ts'
import type { Argument, Hash, Helper } from './argument.ts'

/**
 * Calls a helper by name; reports one that does not exist, and arguments of the input that could be taken for placeholders.
 * What it would make of something unusable is unusable.
 */
export function callHelper(
  helpers: ReadonlyMap<string, Helper>,
  name: string,
  args: readonly Argument[],
  hash: Hash,
  at: Place,
  report: Report,
): Value | undefined {
  const helper = helpers.get(name)
  if (!helper) {
    report.push(unknownHelper(at, name, [...helpers.keys()]))
    return undefined
  }
  const given = [...args, ...hash.values()]
  if (given.some(holdsPoison)) return { kind: 'poison', file: at.file, start: at.start, end: at.end }
  const foreign = given.map(asNode).find((it) => it && mentions(it))
  if (foreign) {
    report.push(reservedText(foreign, reserved))
    return undefined
  }
  if (given.reduce((sum, it) => sum + textLength(it), 0) > mostText) {
    report.push(tooLarge(at))
    return undefined
  }
  return helper(args, hash, at, report)
}

/** Texts of the input that are repeated by aliases can be more than any computer holds. */
const mostText = 1024 * 1024

function textLength(value: Argument): number {
  switch (value?.kind) {
    case 'text':
      return value.text.length
    case 'scalar':
      return value.source.length
    case 'sequence':
      return value.items.reduce((sum, it) => sum + textLength(it), 0)
    case 'mapping':
      return [...value.entries.values()].reduce(
        (sum, it) => sum + textLength(it.key) + textLength(it.value),
        0,
      )
    default:
      return 0
  }
}

/** Helpers that depend on their arguments alone. */
export const pureHelpers: ReadonlyMap<string, Helper> = new Map<string, Helper>([
  ['join', join],
  ['json', ([value], _, at) => made(toJson(value), at)],
  ['indent', indent],
  ['concat', (args, _, at) => made(args.map((it) => argumentText(it) ?? '').join(''), at)],
  ['default', ([value, otherwise]) => (isSet(value) || isFalse(value) ? asValue(value) : asValue(otherwise))],
  ['eq', ([left, right]) => truth(argumentText(left) === argumentText(right))],
  ['not', ([value]) => truth(!isSet(value))],
  ['and', (args) => truth(args.every(isSet))],
  ['or', (args) => truth(args.some(isSet))],
  ['entries', entries],
  ['pluck', pluck],
  ['having', having],
  ['atLeast', atLeast],
])

/** `{{indent text 4}}`: puts blanks before each line but the first. */
function indent([text, width]: readonly Argument[], _: Hash, at: Place, report: Report): Value | undefined {
  const count = Number(argumentText(width))
  if (!Number.isInteger(count) || count < 0 || count > 100) {
    report.push(badArguments(at, 'indent', 'takes a text and a number of blanks'))
    return undefined
  }
  return made((argumentText(text) ?? '').replaceAll('\n', `\n${' '.repeat(count)}`), at)
}

/** `(atLeast release "2026.1")`: whether a version is another one or a later one, number by number. */
function atLeast(
  [version, least]: readonly Argument[],
  _: Hash,
  at: Place,
  report: Report,
): Value | undefined {
  const [own, other] = [version, least].map((it) => numbersOf(argumentText(it)))
  if (!own || !other) {
    report.push(badArguments(at, 'atLeast', 'takes two versions'))
    return undefined
  }
  const index = other.findIndex((it, place) => it !== (own[place] ?? 0))
  return truth(index < 0 || (own[index] ?? 0) > other[index]!)
}

function numbersOf(version: string | undefined): readonly number[] | undefined {
  return version !== undefined && /^[0-9]+(\.[0-9]+)*$/.test(version)
    ? version.split('.').map(Number)
    : undefined
}

/** Keys in order of code unit, numbers as they were written. */
function toJson(value: Argument): string {
  if (!value || value.kind === 'poison') return 'null'
  switch (value.kind) {
    case 'scalar':
      return typeof value.value === 'number' && jsonNumber.test(value.source)
        ? value.source
        : JSON.stringify(value.value)
    case 'text':
      return JSON.stringify(value.text)
    case 'sequence':
      return `[${value.items.map(toJson).join(',')}]`
    case 'list':
      return `[${value.items.map((fields) => toJson({ kind: 'record', fields })).join(',')}]`
    case 'mapping':
      return jsonObject([...value.entries].map(([key, it]) => [key, it.value]))
    case 'record':
      return jsonObject([...value.fields])
    case 'facts':
      return 'null'
  }
}

function jsonObject(entries: (readonly [string, Argument])[]): string {
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${sorted.map(([key, it]) => `${JSON.stringify(key)}:${toJson(it)}`).join(',')}}`
}

/** RFC 8259, section 6. */
const jsonNumber = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$/

function truth(value: boolean): Value {
  return made(value ? 'true' : '')
}

/** `false` and 0 are values; only what is unset takes a default. */
function isFalse(value: Argument): boolean {
  return value?.kind === 'scalar' && value.value === false
}

function asValue(value: Argument): Value | undefined {
  return value?.kind === 'record' || value?.kind === 'facts' ? undefined : value
}

function holdsPoison(value: Argument): boolean {
  switch (value?.kind) {
    case 'poison':
      return true
    case 'sequence':
      return value.items.some(holdsPoison)
    case 'mapping':
      return [...value.entries.values()].some((it) => holdsPoison(it.value))
    case 'list':
      return value.items.some((fields) => [...fields.values()].some(holdsPoison))
    case 'record':
      return [...value.fields.values()].some(holdsPoison)
    default:
      return false
  }
}

function mentions(node: Node): boolean {
  if (node.kind === 'scalar') return node.source.includes(reserved)
  if (node.kind === 'sequence') return node.items.some(mentions)
  return (
    node.kind === 'mapping' && [...node.entries.values()].some((it) => mentions(it.value) || mentions(it.key))
  )
}
