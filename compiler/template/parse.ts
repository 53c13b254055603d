import { parse } from 'handlebars/dist/cjs/handlebars/compiler/base.js'
import type { Report } from '../diagnostic.ts'
import type { Place } from '../model/node.ts'
import type { Expression, Part, Template } from './model.ts'
import { deepTag } from './deep-tag.ts'
import { malformedTemplate, unsupportedConstruct } from './problems.ts'
import { unclosedBlock } from './unclosed-block.ts'

/**
 * Reads a template into oskc's own small form. Reports what the language does not have; undefined when the text cannot be read.
 * `offsetOf` tells where in the file each character stands: that of a leaf of a YAML file is written somewhere inside.
 */
export function parseTemplate(
  file: string,
  text: string,
  report: Report,
  offsetOf: (offset: number) => number = (offset) => offset,
): Template | undefined {
  const deep = deepTag(text, mostDepth)
  if (deep) {
    report.push(
      malformedTemplate(placeAt(deep.start, deep.end, { file, offsetOf }), 'it is nested too deeply'),
    )
    return undefined
  }
  let program: hbs.AST.Program
  try {
    program = parse(text)
  } catch (error) {
    const open = isUnfinished(error) ? unclosedBlock(text) : undefined
    const { start, end } = open ?? lineOfSyntaxError(text, error)
    const at = placeAt(start, end, { file, offsetOf })
    report.push(malformedTemplate(at, open ? 'nothing closes this block' : troubleOf(error)))
    return undefined
  }
  const before = report.length
  const reader: Reader = { file, offsetOf, lines: lineStarts(text), report }
  const parts = readParts(program.body, reader)
  return report.length === before ? { file, parts } : undefined
}

/** Blocks in blocks, and calls in calls. */
const mostDepth = 64

interface Reader {
  readonly file: string
  readonly offsetOf: (offset: number) => number
  readonly lines: readonly number[]
  readonly report: Report
}

function readParts(statements: readonly hbs.AST.Statement[], reader: Reader): readonly Part[] {
  return statements.flatMap((it) => readPart(it, reader) ?? [])
}

function readPart(statement: hbs.AST.Statement, reader: Reader): Part | undefined {
  const at = placeOf(statement.loc, reader)
  switch (statement.type) {
    case 'ContentStatement':
      return readText(statement as hbs.AST.ContentStatement, reader)
    case 'CommentStatement':
      return undefined
    case 'MustacheStatement': {
      const { path, params, hash } = statement as hbs.AST.MustacheStatement
      const expression = readCall(path, params, hash, at, reader)
      return expression && { kind: 'value', ...at, expression }
    }
    case 'BlockStatement':
      return readBlock(statement as hbs.AST.BlockStatement, at, reader)
    case 'PartialStatement':
      return readPartial(statement as hbs.AST.PartialStatement, at, reader)
    default:
      return refuse(reader, at, statement.type.startsWith('Decorator') ? 'decorators' : 'inline partials')
  }
}

function readText(content: hbs.AST.ContentStatement, reader: Reader): Part | undefined {
  const { value, loc } = content
  if (value === '') return undefined
  // White space that belongs to a block's own line was taken away at the beginning or the end.
  const original = (content as unknown as { original: string }).original
  const cut = original.endsWith(value) ? original.length - value.length : Math.max(0, original.indexOf(value))
  const start = offsetWithin(loc.start, reader) + cut
  return { kind: 'text', ...placeAt(start, start + value.length, reader), text: value }
}

function readBlock(block: hbs.AST.BlockStatement, at: Place, reader: Reader): Part | undefined {
  const name = (block.path as hbs.AST.PathExpression).original
  const opening = placeOf(block.path.loc, reader)
  const [argument, ...more] = block.params
  if (!argument || more.length > 0)
    return refuse(reader, opening, `{{#${name}}} without exactly one argument`)
  if (block.hash) return refuse(reader, opening, `named arguments of {{#${name}}}`)
  const expression = readExpression(argument, reader)
  const body = readParts(block.program.body, reader)
  const otherwise = block.inverse ? readParts(block.inverse.body, reader) : []
  if (!expression) return undefined
  const names = block.program.blockParams ?? []
  if (names.length > 0 && name !== 'each') return refuse(reader, opening, 'names for items outside {{#each}}')
  if (names.length > 2) return refuse(reader, opening, 'more than two names in {{#each}}')
  if (name === 'if' || name === 'unless')
    return { kind: 'if', ...at, condition: expression, negated: name === 'unless', body, otherwise }
  if (name !== 'each') return refuse(reader, opening, `{{#${name}}}`, 'Blocks are if, unless and each.')
  const [variable, index] = names
  if (!variable)
    return refuse(reader, opening, '{{#each}} without a name for the item', 'Write {{#each list as |item|}}.')
  return { kind: 'each', ...at, list: expression, variable, ...(index ? { index } : {}), body, otherwise }
}

function readPartial(statement: hbs.AST.PartialStatement, at: Place, reader: Reader): Part | undefined {
  if (statement.name.type !== 'PathExpression') return refuse(reader, at, 'partials whose name is computed')
  if (statement.params.length > 0)
    return refuse(reader, at, 'a context for a partial', 'Give named arguments: {{> name key=value}}.')
  const name = (statement.name as hbs.AST.PathExpression).original
  const hash = readHash(statement.hash, reader)
  return (
    hash && {
      kind: 'partial',
      ...at,
      name,
      hash,
      indent: (statement as unknown as { indent?: string }).indent ?? '',
    }
  )
}

function readExpression(node: hbs.AST.Expression, reader: Reader): Expression | undefined {
  const at = placeOf(node.loc, reader)
  switch (node.type) {
    case 'PathExpression':
      return readPath(node as hbs.AST.PathExpression, at, reader)
    case 'StringLiteral':
      return { kind: 'literal', ...at, value: (node as hbs.AST.StringLiteral).value }
    case 'NumberLiteral':
      return { kind: 'literal', ...at, value: (node as hbs.AST.NumberLiteral).value }
    case 'BooleanLiteral':
      return { kind: 'literal', ...at, value: (node as hbs.AST.BooleanLiteral).value }
    case 'SubExpression': {
      const { path, params, hash } = node as hbs.AST.SubExpression
      return readCall(path, params, hash, at, reader, true)
    }
    default:
      return refuse(reader, at, 'null or undefined as an argument')
  }
}

function readCall(
  path: hbs.AST.Expression,
  params: readonly hbs.AST.Expression[],
  hash: hbs.AST.Hash | undefined,
  at: Place,
  reader: Reader,
  mustCall = false,
): Expression | undefined {
  if (!mustCall && params.length === 0 && !hash) return readExpression(path, reader)
  if (path.type !== 'PathExpression') return refuse(reader, at, 'a call of something that is no helper')
  const args = params.map((it) => readExpression(it, reader))
  const named = readHash(hash, reader)
  if (!named || args.some((it) => !it)) return undefined
  return {
    kind: 'call',
    ...at,
    helper: (path as hbs.AST.PathExpression).original,
    name: placeOf(path.loc, reader),
    args: args as Expression[],
    hash: named,
  }
}

function readHash(
  hash: hbs.AST.Hash | undefined,
  reader: Reader,
): ReadonlyMap<string, Expression> | undefined {
  const result = new Map<string, Expression>()
  let sound = true
  for (const pair of hash?.pairs ?? []) {
    const value = readExpression(pair.value, reader)
    if (value) result.set(pair.key, value)
    else sound = false
  }
  return sound ? result : undefined
}

function readPath(path: hbs.AST.PathExpression, at: Place, reader: Reader): Expression | undefined {
  if (path.data)
    return refuse(reader, at, `"@${path.parts.join('.')}"`, 'Name the item: {{#each list as |item index|}}.')
  if (path.depth > 0) return refuse(reader, at, '".."', 'Write the full path.')
  const own = /^(this|\.)(?=[./]|$)/.exec(path.original)?.[1]
  if (own) return refuse(reader, at, `"${own}"`, 'Name the item: {{#each list as |item|}}.')
  if (path.parts.length === 0) return refuse(reader, at, `"${path.original}"`)
  return { kind: 'path', ...at, path: path.parts }
}

function refuse(reader: Reader, at: Place, construct: string, hint?: string): undefined {
  reader.report.push(unsupportedConstruct(at, construct, hint))
}

function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1))
    starts.push(index + 1)
  return starts
}

function placeOf(loc: hbs.AST.SourceLocation, reader: Reader): Place {
  return placeAt(offsetWithin(loc.start, reader), offsetWithin(loc.end, reader), reader)
}

function offsetWithin({ line, column }: hbs.AST.Position, { lines }: Reader): number {
  return (lines[line - 1] ?? 0) + column
}

function placeAt(start: number, end: number, { file, offsetOf }: Pick<Reader, 'file' | 'offsetOf'>): Place {
  return { file, start: offsetOf(start), end: end > start ? offsetOf(end - 1) + 1 : offsetOf(end) }
}

/** The engine tells the line of a syntax error, as a property or in its words, and nothing better. */
function lineOfSyntaxError(text: string, error: unknown): { readonly start: number; readonly end: number } {
  const known = (error as { lineNumber?: number }).lineNumber
  const told = known ?? Number(/line (\d+)/.exec(String((error as Error).message))?.[1] ?? 1)
  const starts = lineStarts(text)
  const line = Math.min(Math.max(told, 1), starts.length)
  const start = starts[line - 1]!
  return { start, end: Math.max(start, (starts[line] ?? text.length + 1) - 1) }
}

function troubleOf(error: unknown): string {
  const message = String((error as Error).message)
  const mismatch = /^(\S+) doesn't match (\S+)/.exec(message)
  if (mismatch) return `the block "${mismatch[1]}" is closed as "${mismatch[2]}"`
  if (isUnfinished(error)) return 'it ends too early'
  return 'its braces or its words are not what a template allows here'
}

function isUnfinished(error: unknown): boolean {
  return String((error as Error).message).includes("got 'EOF'")
}
