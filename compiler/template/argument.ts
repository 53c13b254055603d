import type { Report } from '../diagnostic.ts'
import type { Place } from '../model/node.ts'
import type { MadeRecord, Value } from './value.ts'

/** What a helper is given in its place. */
export type Argument = Value | MadeRecord | undefined
/** What a helper is given by name. */
export type Hash = ReadonlyMap<string, Value>

/** A helper that templates may call. Gives undefined when it has nothing to give or has reported why. */
export type Helper = (args: readonly Argument[], hash: Hash, at: Place, report: Report) => Value | undefined

/** The text of an argument, if it has one. */
export function argumentText(value: Argument): string | undefined {
  if (value?.kind === 'text') return value.text
  return value?.kind === 'scalar' && value.value !== null ? value.source : undefined
}
