import { holdsPoison } from '../lib/holds-poison.ts'
import { valueAt } from '../lib/node.ts'
import type { ResolvedNeed } from '../model/linked.ts'
import type { Mapping } from '../model/node.ts'
import type { Context, Frame, Needs } from './context.ts'
import { statedNeeds, statesProvision } from './stated-needs.ts'
import type { StatedNeed } from './stated-needs.ts'

/*
 * What a reported mistake may hide: of what seems to be missing there, nothing more is said.
 */

/** Whether a service that may meet a kind of need is placed, but broken. */
export function hidesProvider(kind: string, { placement, frames }: Context): boolean {
  return [...placement.instances.values()].some(({ name, entry }) => {
    const frame = frames.get(name)
    if (frame) return hidesProvision(frame)
    return name === kind || !entry.body || statesProvision(entry.body, kind)
  })
}

/** Whether some of what a service provides may be hidden. */
export function hidesProvision({ body }: Frame): boolean {
  return holdsPoison(valueAt(body, 'provides'))
}

/** Whether a secret that a need brings, or that it reads of its provider, may be hidden. */
export function hidesNeedSecret({ definition, provider }: ResolvedNeed, { frames }: Context): boolean {
  const frame = frames.get(provider.name)
  return (definition?.broken ?? false) || !frame || hidesProvision(frame)
}

/** Whether some of what a definition needs may be hidden. */
export function hidesStatedNeeds(body: Mapping | undefined): boolean {
  return holdsPoison(valueAt(body, 'needs'))
}

/** Whether the answer to a stated need, or its facts and secrets, may be hidden. */
export function hidesNeed(name: string, need: StatedNeed, needs: Needs, context: Context): boolean {
  const definition = context.catalogue.needs.get(need.kind)
  if (definition?.broken) return true
  if (needs.has(name)) return false
  const optional = need.optional ?? definition?.optional
  return !optional || context.placement.broken || hidesProvider(need.kind, context)
}

/** Whether ports of a definition may be hidden. */
export function hidesPorts(body: Mapping): boolean {
  return holdsPoison(valueAt(body, 'ports'))
}

/** Whether a secret that a definition reads may be hidden. */
export function hidesSecret(
  name: string,
  { instance, body }: Frame,
  needs: Needs,
  context: Context,
): boolean {
  const component = context.catalogue.components.get(instance.entry.component)
  if (component?.broken || holdsPoison(valueAt(body, 'secrets'))) return true
  return [...statedNeeds(body)].some(
    ([need, stated]) => name.startsWith(`${need}-`) && hidesNeed(need, stated, needs, context),
  )
}
