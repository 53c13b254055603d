import type { Place } from '../model/node.ts'

/** A template, reduced to the few forms that oskc allows. */
export interface Template {
  readonly file: string
  readonly parts: readonly Part[]
}

export type Part = TextPart | ValuePart | IfPart | EachPart | PartialPart

export interface TextPart extends Place {
  readonly kind: 'text'
  readonly text: string
}

export interface ValuePart extends Place {
  readonly kind: 'value'
  readonly expression: Expression
}

export interface IfPart extends Place {
  readonly kind: 'if'
  readonly condition: Expression
  readonly negated: boolean
  readonly body: readonly Part[]
  readonly otherwise: readonly Part[]
}

export interface EachPart extends Place {
  readonly kind: 'each'
  readonly list: Expression
  readonly variable: string
  /** Name of the variable that counts from 0. */
  readonly index?: string
  readonly body: readonly Part[]
  readonly otherwise: readonly Part[]
}

export interface PartialPart extends Place {
  readonly kind: 'partial'
  readonly name: string
  readonly hash: ReadonlyMap<string, Expression>
  /** White space before it on its line, put before each of its lines. */
  readonly indent: string
}

export type Expression = PathExpression | LiteralExpression | CallExpression

export interface PathExpression extends Place {
  readonly kind: 'path'
  readonly path: readonly string[]
}

export interface LiteralExpression extends Place {
  readonly kind: 'literal'
  readonly value: string | number | boolean
}

export interface CallExpression extends Place {
  readonly kind: 'call'
  readonly helper: string
  /** Where the helper is named. */
  readonly name: Place
  readonly args: readonly Expression[]
  readonly hash: ReadonlyMap<string, Expression>
}
