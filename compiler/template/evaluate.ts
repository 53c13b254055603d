import type { Report } from '../diagnostic.ts'
import { scalarAt } from '../lib/node.ts'
import { reserved } from '../lib/placeholder.ts'
import type { Node, Place } from '../model/node.ts'
import type { Expression, Part, PartialPart, Template } from './model.ts'
import { noText, notAList, reservedText, tooLarge } from './problems.ts'
import { isSet, made } from './value.ts'
import type { MadeRecord, Value } from './value.ts'

/** What a template may read and call. `undefined` from `lookup` or `call` means: reported elsewhere, or unset. */
export interface Scope {
  lookup(path: readonly string[], at: Place): Value | MadeRecord | undefined
  call(
    helper: string,
    args: readonly (Value | MadeRecord | undefined)[],
    hash: ReadonlyMap<string, Value>,
    at: Place,
  ): Value | undefined
  partial(name: string): Template | undefined
}

/** A piece of the result, and who is to blame for it: a template's text, or the setting that it printed. */
export interface Piece {
  readonly text: string
  readonly at: Place
  /** Printed by an expression, rather than written in the template. */
  readonly printed: boolean
}

/** The text that a template gives, piece by piece; undefined when something in it is poisoned or was reported. */
export function evaluate(template: Template, scope: Scope, report: Report): readonly Piece[] | undefined {
  const pieces: Piece[] = []
  const spent = { characters: 0, parts: 0 }
  return write(template.parts, scope, { pieces, report, spent, trail: [] }) ? pieces : undefined
}

/** What one template may give, and how many of its parts may be written for it: far above what any file needs. */
const most = { characters: 1024 * 1024, parts: 1_000_000 }

/** The value of one expression; undefined when it is unset, poisoned or was reported. */
export function valueOf(expression: Expression, scope: Scope): Value | MadeRecord | undefined {
  switch (expression.kind) {
    case 'path':
      return scope.lookup(expression.path, expression)
    case 'literal':
      return scalarAt(expression, expression.value)
    case 'call': {
      const args = expression.args.map((it) => valueOf(it, scope))
      const hash = new Map<string, Value>()
      for (const [key, it] of expression.hash) {
        const value = valueOf(it, scope)
        if (value && value.kind !== 'record' && value.kind !== 'facts') hash.set(key, value)
      }
      return scope.call(expression.helper, args, hash, expression.name)
    }
  }
}

interface Output {
  readonly pieces: Piece[]
  readonly report: Report
  /** Of the whole template, its partials included. */
  readonly spent: { characters: number; parts: number }
  /** Partials that are being written. */
  readonly trail: readonly string[]
}

function write(parts: readonly Part[], scope: Scope, output: Output): boolean {
  let sound = true
  for (const part of parts) {
    if (!isAffordable(part, output)) return false
    sound = writePart(part, scope, output) && sound
  }
  return sound
}

/** Counts a part, or text; reports once when there is too much. */
function isAffordable(at: Place, { spent, report }: Output, characters = 0): boolean {
  if (isSpent(spent)) return false
  spent.parts++
  spent.characters += characters
  if (!isSpent(spent)) return true
  report.push(tooLarge(at))
  return false
}

function isSpent({ characters, parts }: Output['spent']): boolean {
  return characters > most.characters || parts > most.parts
}

function writePart(part: Part, scope: Scope, output: Output): boolean {
  switch (part.kind) {
    case 'text':
      return put({ text: part.text, at: part, printed: false }, output)
    case 'value': {
      const before = output.report.length
      const value = valueOf(part.expression, scope)
      if (output.report.length > before || value?.kind === 'poison') return false
      const text = textOf(value)
      if (text !== undefined)
        return put({ text: text.text, at: text.at ?? part, printed: true }, output, value?.kind !== 'text')
      output.report.push(noText(part, nameOf(part.expression), found(value)))
      return false
    }
    case 'if': {
      const value = valueOf(part.condition, scope)
      if (value?.kind === 'poison') return false
      return write(isSet(value) !== part.negated ? part.body : part.otherwise, scope, output)
    }
    case 'each': {
      const items = itemsOf(valueOf(part.list, scope))
      if (items === 'poison') return false
      if (!items) {
        output.report.push(notAList(part.list, nameOf(part.list)))
        return false
      }
      if (items.length === 0) return write(part.otherwise, scope, output)
      let sound = true
      for (const [index, item] of items.entries()) {
        const variables = new Map<string, Value | MadeRecord>([[part.variable, item]])
        if (part.index) variables.set(part.index, made(String(index)))
        if (!isAffordable(part, output)) return false
        sound = write(part.body, withVariables(scope, variables), output) && sound
      }
      return sound
    }
    case 'partial':
      return writePartial(part, scope, output)
  }
}

function writePartial(part: PartialPart, scope: Scope, output: Output): boolean {
  const template = scope.partial(part.name)
  // Both have been reported when references were checked.
  if (!template || output.trail.includes(part.name)) return false
  const variables = new Map<string, Value | MadeRecord>()
  for (const [name, it] of part.hash) {
    const value = valueOf(it, scope)
    if (value) variables.set(name, value)
  }
  const inner: Piece[] = []
  const sound = write(template.parts, onlyVariables(scope, variables), {
    ...output,
    pieces: inner,
    trail: [...output.trail, part.name],
  })
  let atLineStart = true
  for (const { text, at, printed } of inner) {
    const indented = part.indent ? indent(text, part.indent, atLineStart) : text
    if (text !== '') atLineStart = text.endsWith('\n')
    if (!isAffordable(part, output, indented.length - text.length)) return false
    output.pieces.push({ text: indented, at, printed })
  }
  return sound
}

/** A scope in which some names are taken by variables of a block. */
export function withVariables(scope: Scope, variables: ReadonlyMap<string, Value | MadeRecord>): Scope {
  return {
    ...scope,
    lookup: (path, at) => {
      const first = variables.get(path[0]!)
      return first ? descend(first, path.slice(1), at) : scope.lookup(path, at)
    },
  }
}

/** The scope of a partial: its arguments and the helpers, nothing of where it is used. */
function onlyVariables(scope: Scope, variables: ReadonlyMap<string, Value | MadeRecord>): Scope {
  return {
    ...scope,
    lookup: (path, at) => {
      const first = variables.get(path[0]!)
      return first && descend(first, path.slice(1), at)
    },
  }
}

/** The value below another, key by key. */
export function descend(
  value: Value | MadeRecord,
  path: readonly string[],
  at: Place,
): Value | MadeRecord | undefined {
  let current: Value | MadeRecord | undefined = value
  for (const key of path) {
    if (current?.kind === 'mapping') current = current.entries.get(key)?.value
    else if (current?.kind === 'record') current = current.fields.get(key)
    else if (current?.kind === 'facts') current = current.fact(key, at)
    else return current?.kind === 'poison' ? current : undefined
  }
  return current
}

function itemsOf(
  value: Value | MadeRecord | undefined,
): readonly (Node | MadeRecord)[] | 'poison' | undefined {
  if (value?.kind === 'poison') return 'poison'
  if (value?.kind === 'sequence') return value.items
  if (value?.kind === 'list') return value.items.map((fields) => ({ kind: 'record', fields }))
  // An unset list is an empty one.
  if (value === undefined || (value.kind === 'scalar' && value.value === null)) return []
  return undefined
}

function textOf(value: Value | MadeRecord | undefined): { text: string; at?: Place } | undefined {
  if (value?.kind === 'text') return value.at ? { text: value.text, at: value.at } : { text: value.text }
  if (value?.kind === 'scalar' && value.value !== null) return { text: value.source, at: value }
  return undefined
}

/** Texts of the input may not hold the sign of a placeholder; those made by helpers do, on purpose. */
function put(piece: Piece, output: Output, foreign = true): boolean {
  if (foreign && piece.text.includes(reserved)) {
    output.report.push(reservedText(piece.at, reserved))
    return false
  }
  if (!isAffordable(piece.at, output, piece.text.length)) return false
  output.pieces.push(piece)
  return true
}

function indent(text: string, by: string, atLineStart: boolean): string {
  const indented = text.replace(/\n(?=[^\n])/g, `\n${by}`)
  return atLineStart && text !== '' && !text.startsWith('\n') ? by + indented : indented
}

function nameOf(expression: Expression): string {
  if (expression.kind === 'path') return `"${expression.path.join('.')}"`
  return expression.kind === 'call' ? `The result of "${expression.helper}"` : 'This'
}

function found(value: Value | MadeRecord | undefined): string {
  if (!value || value.kind === 'scalar' || value.kind === 'text') return 'not set'
  return value.kind === 'sequence' || value.kind === 'list' ? 'a list' : 'a mapping'
}
