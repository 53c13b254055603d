import type { Place } from '../model/node.ts'
import type { Shape } from '../model/shape.ts'
import type { Expression, Part, Template } from './model.ts'

/** What is known of names before anything is evaluated. */
export interface Names {
  /** The shape of what a path leads to; undefined after the path has been reported. */
  shapeOf(path: readonly string[], at: Place): Shape | undefined
  /** A helper's result, by its name. */
  resultOf(helper: string, args: readonly (Shape | undefined)[], at: Place): Shape | undefined
  partial(name: string, at: Place): Template | undefined
}

type Variables = ReadonlyMap<string, Shape>

const any: Shape = { kind: 'any' }

/** Looks at every name that a template mentions, taken or not, so that a branch that is not taken today hides no mistake. */
export function checkReferences({ parts }: Template, names: Names): void {
  walk(parts, new Map(), names, new Set())
}

function walk(parts: readonly Part[], variables: Variables, names: Names, seen: Set<string>): void {
  for (const part of parts)
    switch (part.kind) {
      case 'text':
        break
      case 'value':
        shapeOf(part.expression, variables, names)
        break
      case 'if':
        shapeOf(part.condition, variables, names)
        walk(part.body, variables, names, seen)
        walk(part.otherwise, variables, names, seen)
        break
      case 'each': {
        const list = shapeOf(part.list, variables, names)
        const inner = new Map(variables).set(part.variable, list?.kind === 'list' ? list.item : any)
        if (part.index) inner.set(part.index, any)
        walk(part.body, inner, names, seen)
        walk(part.otherwise, variables, names, seen)
        break
      }
      case 'partial': {
        const template = names.partial(part.name, part)
        for (const it of part.hash.values()) shapeOf(it, variables, names)
        // What it is given is nothing that it can be blamed for: it is looked at once, whoever uses it.
        if (template && !seen.has(part.name)) {
          seen.add(part.name)
          walk(template.parts, new Map(), argumentsOnly(names), seen)
        }
        break
      }
    }
}

function shapeOf(expression: Expression, variables: Variables, names: Names): Shape | undefined {
  switch (expression.kind) {
    case 'literal':
      return any
    case 'path': {
      const [first = '', ...rest] = expression.path
      const variable = variables.get(first)
      if (!variable) return names.shapeOf(expression.path, expression)
      const shape = rest.reduce<Shape | undefined>(
        (it, key) =>
          it?.kind === 'map' ? (it.entries.get(key) ?? it.rest) : it?.kind === 'any' ? it : undefined,
        variable,
      )
      if (!shape) names.shapeOf(expression.path, expression)
      return shape
    }
    case 'call': {
      const args = expression.args.map((it) => shapeOf(it, variables, names))
      for (const it of expression.hash.values()) shapeOf(it, variables, names)
      return names.resultOf(expression.helper, args, expression.name)
    }
  }
}

/** Inside a partial, a name that is no argument may be left out by whoever uses it, so it is no mistake. */
function argumentsOnly(names: Names): Names {
  return { ...names, shapeOf: () => any }
}
