import { asScalar, entriesOf, isEmpty, scalarsOf, textAt, valueAt } from '../lib/node.ts'
import type { Mapping, Node, Scalar } from '../model/node.ts'

/** One need as a definition states it. */
export interface StatedNeed {
  /** Where its name stands. */
  readonly at: Scalar
  /** What is needed; the need's name unless it says otherwise. */
  readonly kind: string
  /** Whether pods wait for its provider. */
  readonly wait: boolean
  /** Whether the service does without where nobody provides it; undefined: as the kind says. */
  readonly optional: boolean | undefined
  /** A scalar fills `name`. */
  readonly parameters: Node | undefined
}

/** What a definition says it needs, by the names under which its texts read it. */
export function statedNeeds(body: Mapping | undefined): ReadonlyMap<string, StatedNeed> {
  const needs = valueAt(body, 'needs')
  if (needs?.kind === 'sequence')
    return new Map(scalarsOf(needs).map((at) => [at.source, stated(at, undefined)]))
  return new Map(entriesOf(needs).map(([name, { key, value }]) => [name, stated(key, value)]))
}

/** Keys of a need that are no parameters of its kind. */
const ownKeys = ['kind', 'wait', 'optional']

function stated(at: Scalar, value: Node | undefined): StatedNeed {
  return {
    at,
    kind: textAt(value, 'kind') ?? at.source,
    wait: asScalar(valueAt(value, 'wait'))?.value !== false,
    optional: asScalar(valueAt(value, 'optional'))?.value as boolean | undefined,
    parameters: value?.kind === 'mapping' ? without(value, ownKeys) : isEmpty(value) ? undefined : value,
  }
}

function without(node: Mapping, keys: readonly string[]): Mapping {
  if (!keys.some((it) => node.entries.has(it))) return node
  return { ...node, entries: new Map([...node.entries].filter(([key]) => !keys.includes(key))) }
}

/** Whether a definition says that it meets a kind of need. */
export function statesProvision(body: Mapping | undefined, kind: string): boolean {
  const provides = valueAt(body, 'provides')
  return provides?.kind === 'sequence'
    ? scalarsOf(provides).some((it) => it.source === kind)
    : provides?.kind === 'mapping' && provides.entries.has(kind)
}
