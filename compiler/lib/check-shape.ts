import type { Node, Place, Scalar } from '../model/node.ts'
import type { ScalarShape, ScalarType, Shape } from '../model/shape.ts'

/** What does not fit a shape, and where, as the end of a sentence. */
export interface ShapeProblem {
  readonly at: Place
  readonly trouble: string
}

/** Whether a regular expression matches somewhere in a text. */
export type Matches = (pattern: string, text: string) => boolean

/** Everything in a node that does not fit a shape. */
export function checkShape(node: Node, shape: Shape, matches: Matches): readonly ShapeProblem[] {
  if (node.kind === 'poison' || shape.kind === 'any') return []
  switch (shape.kind) {
    case 'map': {
      if (node.kind !== 'mapping') return [{ at: node, trouble: 'takes a mapping here' }]
      const missing = shape.required
        .filter((it) => !node.entries.has(it))
        .map((it) => ({ at: node, trouble: `needs "${it}"` }))
      const wrong = [...node.entries].flatMap(([key, entry]): readonly ShapeProblem[] => {
        const known = shape.entries.get(key) ?? shape.rest
        return known
          ? checkShape(entry.value, known, matches)
          : [{ at: entry.key, trouble: `does not know "${key}"` }]
      })
      return [...missing, ...wrong]
    }
    case 'list':
      return node.kind === 'sequence'
        ? node.items.flatMap((it) => checkShape(it, shape.item, matches))
        : [{ at: node, trouble: 'takes a list here' }]
    case 'scalar': {
      if (node.kind !== 'scalar') return [{ at: node, trouble: 'takes a single value here' }]
      if (shape.choices)
        return shape.choices.includes(node.value)
          ? []
          : [{ at: node, trouble: `takes one of ${shape.choices.join(', ')} here` }]
      const type = typeOf(node)
      const fits = shape.types.includes(type) || (type === 'integer' && shape.types.includes('number'))
      if (!fits)
        return [{ at: node, trouble: `takes ${shape.types.filter((it) => it !== 'null').join(' or ')} here` }]
      return outside(node, shape, matches).map((trouble) => ({ at: node, trouble }))
    }
  }
}

function typeOf({ value }: Scalar): ScalarType {
  if (value === null) return 'null'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value === 'boolean' ? 'boolean' : 'string'
}

function outside(node: Scalar, shape: ScalarShape, matches: Matches): readonly string[] {
  const { minimum = -Infinity, maximum = Infinity, pattern } = shape
  if (typeof node.value === 'number' && node.value < minimum) return [`takes at least ${minimum} here`]
  if (typeof node.value === 'number' && node.value > maximum) return [`takes at most ${maximum} here`]
  const text = node.value === null ? undefined : node.source
  return pattern !== undefined && text !== undefined && !matches(pattern, text)
    ? [`takes text of the form ${pattern} here`]
    : []
}
