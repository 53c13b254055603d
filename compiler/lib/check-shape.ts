import type { Node, Place } from '../model/node.ts'
import type { Shape } from '../model/shape.ts'

/** What does not fit a shape, and where, as the end of a sentence. */
export interface ShapeProblem {
  readonly at: Place
  readonly trouble: string
}

/** Everything in a node that does not fit a shape. */
export function checkShape(node: Node, shape: Shape): readonly ShapeProblem[] {
  if (node.kind === 'poison' || shape.kind === 'any') return []
  switch (shape.kind) {
    case 'map': {
      if (node.kind !== 'mapping') return [{ at: node, trouble: 'takes a mapping here' }]
      const missing = shape.required
        .filter((it) => !node.entries.has(it))
        .map((it) => ({ at: node, trouble: `needs "${it}"` }))
      const wrong = [...node.entries].flatMap(([key, entry]): readonly ShapeProblem[] => {
        const known = shape.entries.get(key) ?? shape.rest
        return known ? checkShape(entry.value, known) : [{ at: entry.key, trouble: `does not know "${key}"` }]
      })
      return [...missing, ...wrong]
    }
    case 'list':
      return node.kind === 'sequence'
        ? node.items.flatMap((it) => checkShape(it, shape.item))
        : [{ at: node, trouble: 'takes a list here' }]
    case 'scalar': {
      if (node.kind !== 'scalar') return [{ at: node, trouble: 'takes a single value here' }]
      if (shape.choices && !shape.choices.includes(node.value))
        return [{ at: node, trouble: `takes one of ${shape.choices.join(', ')} here` }]
      const type =
        node.value === null
          ? 'null'
          : typeof node.value === 'number'
            ? Number.isInteger(node.value)
              ? 'integer'
              : 'number'
            : (typeof node.value as 'string' | 'boolean')
      const fits = shape.types.includes(type) || (type === 'integer' && shape.types.includes('number'))
      return fits
        ? []
        : [{ at: node, trouble: `takes ${shape.types.filter((it) => it !== 'null').join(' or ')} here` }]
    }
  }
}
