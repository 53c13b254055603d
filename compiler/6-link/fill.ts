import { scalarAt } from '../lib/node.ts'
import { reserved } from '../lib/placeholder.ts'
import type { Report } from '../diagnostic.ts'
import type { Entry, Node, Scalar } from '../model/node.ts'
import { evaluate, valueOf } from '../template/evaluate.ts'
import type { Scope } from '../template/evaluate.ts'
import { reservedText } from '../template/problems.ts'
import type { Template } from '../template/model.ts'
import { asNode } from '../template/value.ts'
import { holds } from './condition.ts'
import type { Facts } from './condition.ts'
import type { Templates } from './templates.ts'

/** What filling in a definition needs. */
export interface Filler {
  readonly facts: Facts
  readonly scope: Scope
  /** What the commands of daemons read, where that is noted apart: they may differ between nodes. */
  readonly commands?: Scope
  readonly templates: Templates
  readonly report: Report
}

interface InnerFiller extends Filler {
  readonly inDaemon?: true
}

/**
 * A definition with its conditions decided and its templates filled in: what a condition excludes is gone,
 * and so is a key whose template gives an unset setting. A template that cannot be filled poisons its leaf.
 */
export function fill(node: Node, filler: InnerFiller): Node | undefined {
  switch (node.kind) {
    case 'poison':
      return node
    case 'scalar':
      if (typeof node.value !== 'string') return node
      return node.value.includes('{{') ? fillScalar(node, filler) : literal(node, filler)
    case 'sequence': {
      const items = node.items.flatMap((it) => fill(it, filler) ?? [])
      return items.length === node.items.length && items.every((it, index) => it === node.items[index])
        ? node
        : { ...node, items }
    }
    case 'mapping': {
      const when = node.entries.get('when')
      if (when && !holds(when.value, filler.facts)) return undefined
      let changed = when !== undefined
      const entries = new Map<string, Entry>()
      for (const [key, entry] of node.entries) {
        if (key === 'when') continue
        const value = fill(
          entry.value,
          key === 'daemon' ? daemonFiller(filler) : key === 'command' ? commandFiller(filler) : filler,
        )
        changed ||= value !== entry.value
        if (value) entries.set(key, value === entry.value ? entry : { key: entry.key, value })
      }
      return changed ? { ...node, entries } : node
    }
  }
}

/** Inside a daemon the scope of commands is at hand; it is used for the command itself only. */
function daemonFiller(filler: InnerFiller): InnerFiller {
  return filler.commands ? { ...filler, inDaemon: true } : filler
}

function commandFiller(filler: InnerFiller): InnerFiller {
  return filler.inDaemon && filler.commands ? { ...filler, scope: filler.commands } : filler
}

/** A text without templates, which no placeholder can stand in: those come of templates alone. */
function literal(scalar: Scalar, { report }: Filler): Node {
  if (!scalar.source.includes(reserved)) return scalar
  report.push(reservedText(scalar, reserved))
  return poison(scalar)
}

function fillScalar(scalar: Scalar, { scope, templates, report }: Filler): Node | undefined {
  const template = templates.ofScalar(scalar)
  if (!template) return poison(scalar)
  const whole = wholeExpression(template)
  if (whole && whole.kind !== 'literal') {
    const before = report.length
    const value = valueOf(whole, scope)
    if (report.length > before) return poison(scalar)
    // The setting itself stands in for the leaf: a number stays a number, a list a list, an unset one is as if not written.
    const unset = value === undefined || (value.kind === 'scalar' && value.value === null)
    if (unset && whole.kind === 'path') return undefined
    const node = asNode(value)
    if (node && !unset) return node
  }
  const pieces = evaluate(template, scope, report)
  return pieces
    ? scalarAt(pieces.length === 1 ? pieces[0]!.at : scalar, pieces.map((it) => it.text).join(''))
    : poison(scalar)
}

function wholeExpression({ parts }: Template) {
  const [only, ...rest] = parts
  return only?.kind === 'value' && rest.length === 0 ? only.expression : undefined
}

function poison({ file, start, end }: Node): Node {
  return { kind: 'poison', file, start, end }
}
