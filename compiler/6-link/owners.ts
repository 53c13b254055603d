import { holdsPoison } from '../lib/holds-poison.ts'
import { scalarsOf, textOf } from '../lib/node.ts'
import type { ResolvedNeed } from '../model/linked.ts'
import type { Node, Scalar } from '../model/node.ts'
import type { Context, Frame, Needs } from './context.ts'
import { nameTaken, needOwner } from './problems.ts'

/** An instance that carries the jobs of a need. */
interface Carrier {
  readonly frame: Frame
  readonly need: ResolvedNeed
}

type Carriers = ReadonlyMap<string, readonly Carrier[]>

/** Finds who carries the jobs of each need, and reports needs without an owner, with two, and names that two components take. */
export function findOwners(
  needsOf: ReadonlyMap<string, Needs>,
  context: Context,
): (frame: Frame, need: ResolvedNeed) => Frame | undefined {
  const carriers = new Map<string, Carrier[]>()
  for (const frame of context.frames.values())
    for (const need of needsOf.get(frame.instance.name)?.values() ?? []) {
      if (!carries(frame, need)) continue
      const id = identity(frame, need)
      carriers.set(id, [...(carriers.get(id) ?? []), { frame, need }])
    }
  reportOwners(carriers, needsOf, context)
  reportTakenNames(carriers, context)
  return (frame, need) => carriers.get(identity(frame, need))?.[0]?.frame
}

/** Whether an instance carries the jobs of one of its needs: it says so, or each instance has its own. */
export function carries(frame: Frame, { name, definition }: ResolvedNeed): boolean {
  return definition?.per === 'instance' || frame.owns.some((it) => it.source === name)
}

/** Which set of jobs a need asks for: those of its component, or instance, at this provider. */
function identity({ instance }: Frame, { name, definition, provider }: ResolvedNeed): string {
  const whose =
    definition?.per === 'instance' ? `instance ${instance.name}` : `component ${instance.entry.component}`
  return [whose, name, provider.name].join('\n')
}

function reportOwners(carriers: Carriers, needsOf: ReadonlyMap<string, Needs>, context: Context): void {
  const reported = new Set<string>()
  for (const frame of context.frames.values())
    for (const need of needsOf.get(frame.instance.name)?.values() ?? []) {
      const { name, definition, at } = need
      const id = identity(frame, need)
      const owners = carriers.get(id) ?? []
      if (!definition?.jobs || owners.length === 1 || reported.has(id)) continue
      const { component } = frame.instance.entry
      if (owners.length === 0 && mayBeHidden(component, context)) continue
      reported.add(id)
      const possible = [...context.catalogue.services.values()]
        .filter((it) => it.component === component && statesOwning(it.body, name))
        .map((it) => it.name)
      const told = owners.map(({ frame: it }) => ({ name: it.instance.name, at: it.instance.at }))
      context.report.push(
        needOwner(
          possible.length > 0 && owners.length === 0 ? frame.instance.at : at,
          component,
          name,
          told,
          possible,
        ),
      )
    }
}

/** Whether the owner may be something that is broken, which has been reported. */
function mayBeHidden(component: string, { placement, frames }: Context): boolean {
  const placed = [...placement.instances.values()].filter((it) => it.entry.component === component)
  if (placement.broken) return true
  return placed.some((it) => {
    const frame = frames.get(it.name)
    return !frame || holdsPoison(frame.body.entries.get('owns')?.value)
  })
}

function statesOwning(body: Frame['body'] | undefined, need: string): boolean {
  const owns = body?.entries.get('owns')?.value
  return owns?.kind === 'sequence' && owns.items.some((it) => textOf(it) === need)
}

/** Databases, users, virtual hosts: what only one owner at a provider may have. */
function reportTakenNames(carriers: Carriers, { report }: Context): void {
  const taken = new Map<string, { readonly instance: string; readonly name: Scalar }>()
  for (const [carrier] of carriers.values()) {
    if (!carrier) continue
    const { provider, definition } = carrier.need
    for (const [parameter, what] of definition?.claims ?? [])
      for (const name of namesIn(carrier.need.parameters.entries.get(parameter)?.value)) {
        // Kinds may share what they take: users of a message queue are users, whatever they are for.
        const key = [what, provider.name, name.source].join('\n')
        const other = taken.get(key)
        if (!other) taken.set(key, { instance: carrier.frame.instance.name, name })
        else report.push(nameTaken(name, what, name.source, provider.name, other.instance, other.name))
      }
  }
}

/** A parameter that takes a name takes one, or a list of them. */
function namesIn(parameter: Node | undefined): readonly Scalar[] {
  if (parameter?.kind === 'scalar') return [parameter]
  return parameter?.kind === 'sequence' ? scalarsOf(parameter) : []
}
