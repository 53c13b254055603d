import type { Report } from '../diagnostic.ts'
import type { Mapping, Node, Scalar } from '../model/node.ts'
import type { SchemaError, Validator } from './generated/validators.js'
import { holdsPoison } from '../lib/holds-poison.ts'
import { forms } from './forms.ts'
import { plain } from './plain.ts'
import { badForm, missingKey, notAllowed, outOfRange, unknownKey, wrongType } from './problems.ts'

/** What is checked, and which scalars are left for later because they are filled in later. */
export interface Subject {
  /** What the root is, in the user's words: `an environment file`. */
  readonly name: string
  /** Scalars whose form is not known yet. */
  readonly later?: (scalar: Scalar) => boolean
}

/** Checks a node against a schema. Reports every problem at its place, and gives the node back with what is wrong poisoned. */
export function check(validator: Validator, node: Node, subject: Subject, report: Report): Node {
  if (validator(plain(node))) return node
  const poisoned = new Set<Node>()
  for (const error of telling(validator.errors ?? [])) explain(error, node, subject, report, poisoned)
  return poisoned.size === 0 ? node : withPoison(node, poisoned)
}

/** Leaves out what only repeats another error: the summary of a property name's own problem. */
function telling(errors: readonly SchemaError[]): readonly SchemaError[] {
  return errors.filter((it) => it.keyword !== 'propertyNames' && it.keyword !== 'if')
}

function explain(
  error: SchemaError,
  root: Node,
  subject: Subject,
  report: Report,
  poisoned: Set<Node>,
): void {
  const { node, name } = find(root, error.instancePath, subject.name)
  const { params } = error
  // What is poisoned has been reported.
  if (node.kind === 'poison') return
  if (error.propertyName !== undefined) {
    const entry = node.kind === 'mapping' ? node.entries.get(error.propertyName) : undefined
    if (!entry) return
    poisoned.add(entry.value)
    report.push(badForm(entry.key, error.propertyName, formOf(params['pattern'])))
    return
  }
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(params['additionalProperty'])
      const entry = node.kind === 'mapping' ? node.entries.get(key) : undefined
      if (!entry) return
      poisoned.add(entry.value)
      report.push(unknownKey(entry.key, name, Object.keys(error.parentSchema?.properties ?? {})))
      return
    }
    case 'required': {
      const key = String(params['missingProperty'])
      if (node.kind === 'mapping' && node.entries.has(key)) return
      poisoned.add(node)
      report.push(missingKey(node, key, capital(name)))
      return
    }
  }
  if (node.kind === 'scalar' && subject.later?.(node)) return
  // What is poisoned is not counted, but it is there.
  if (error.keyword === 'minProperties' && holdsPoison(node)) return
  poisoned.add(node)
  report.push(complaint(error, node))
}

function complaint({ keyword, params }: SchemaError, node: Node) {
  const text = node.kind === 'scalar' ? node.source : describe(node)
  switch (keyword) {
    case 'type':
      return wrongType(node, describe(node), expected(params['type']))
    case 'enum':
      return notAllowed(node, text, (params['allowedValues'] as readonly unknown[]).map(String))
    case 'pattern':
      return badForm(node, text, formOf(params['pattern']))
    case 'minimum':
    case 'maximum':
      return outOfRange(
        node,
        'The number',
        `${keyword === 'minimum' ? 'at least' : 'at most'} ${params['limit']}`,
      )
    case 'minLength':
    case 'maxLength':
      return outOfRange(
        node,
        'The text',
        `${keyword === 'minLength' ? 'at least' : 'at most'} ${params['limit']} characters long`,
      )
    case 'minItems':
    case 'minProperties':
      return outOfRange(
        node,
        keyword === 'minItems' ? 'The list' : 'The mapping',
        `at least ${params['limit']} long`,
      )
    case 'uniqueItems':
      return outOfRange(node, 'The list', 'without repetitions')
    default:
      return badForm(node, text, 'of the form that is needed here')
  }
}

function formOf(pattern: unknown): string {
  return forms.get(String(pattern)) ?? 'of the form that is needed here'
}

/** The node at a JSON pointer, and what it is called: its key, or the subject itself. */
function find(root: Node, pointer: string, subject: string): { node: Node; name: string } {
  let node = root
  let name = subject
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    const next =
      node.kind === 'mapping'
        ? node.entries.get(key)?.value
        : node.kind === 'sequence'
          ? node.items[Number(key)]
          : undefined
    if (!next) break
    if (node.kind === 'mapping') name = `"${key}"`
    else if (!name.startsWith('an item of')) name = `an item of ${name}`
    node = next
  }
  return { node, name }
}

const words: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
}

function expected(type: unknown): string {
  const types = (Array.isArray(type) ? type.map(String) : String(type).split(',')).filter(
    (it) => it !== 'null',
  )
  return types.map((it) => words[it] ?? it).join(' or ')
}

/** What a node is, in words. */
function describe(node: Node): string {
  if (node.kind === 'mapping') return 'a mapping'
  if (node.kind === 'sequence') return 'a list'
  if (node.kind === 'poison' || node.value === null) return 'empty'
  if (typeof node.value === 'number') return Number.isInteger(node.value) ? 'a whole number' : 'a number'
  return typeof node.value === 'boolean' ? 'true or false' : 'a text'
}

function withPoison(node: Node, poisoned: ReadonlySet<Node>): Node {
  if (poisoned.has(node)) return { kind: 'poison', file: node.file, start: node.start, end: node.end }
  if (node.kind === 'sequence') return { ...node, items: node.items.map((it) => withPoison(it, poisoned)) }
  if (node.kind !== 'mapping') return node
  const entries = [...node.entries].map(
    ([key, it]) => [key, { key: it.key, value: withPoison(it.value, poisoned) }] as const,
  )
  return { ...node, entries: new Map(entries) } satisfies Mapping
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
