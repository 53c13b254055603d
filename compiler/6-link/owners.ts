import { holdsPoison } from '../lib/holds-poison.ts'
import { textOf } from '../lib/node.ts'
import type { Context, Frame, Needs } from './context.ts'
import { nameTaken, needOwner } from './problems.ts'

/** Finds who carries the jobs of each need, and reports needs without an owner, with two, and names that two components take. */
export function findOwners(
  needsOf: ReadonlyMap<string, Needs>,
  context: Context,
): (frame: Frame, kind: string) => Frame | undefined {
  const carriers = new Map<string, Frame[]>()
  for (const frame of context.frames.values())
    for (const kind of frame.owns.map((it) => it.source)) {
      const id = identity(frame, kind, needsOf)
      if (id) carriers.set(id, [...(carriers.get(id) ?? []), frame])
    }
  reportOwners(carriers, needsOf, context)
  reportTakenNames(carriers, needsOf, context)
  return (frame, kind) => carriers.get(identity(frame, kind, needsOf) ?? '')?.[0]
}

/** Which set of jobs a need asks for: those of its component at this provider. */
function identity(frame: Frame, kind: string, needsOf: ReadonlyMap<string, Needs>): string | undefined {
  const need = needsOf.get(frame.instance.name)?.get(kind)
  return need && [frame.instance.entry.component, kind, need.provider.name].join('\n')
}

function reportOwners(
  carriers: ReadonlyMap<string, readonly Frame[]>,
  needsOf: ReadonlyMap<string, Needs>,
  context: Context,
): void {
  const reported = new Set<string>()
  for (const frame of context.frames.values())
    for (const [kind, { definition, at }] of needsOf.get(frame.instance.name) ?? []) {
      const id = identity(frame, kind, needsOf)!
      const owners = carriers.get(id) ?? []
      if (!definition?.jobs || owners.length === 1 || reported.has(id)) continue
      const { component } = frame.instance.entry
      if (owners.length === 0 && mayBeHidden(component, context)) continue
      reported.add(id)
      const possible = [...context.catalogue.services.values()]
        .filter((it) => it.component === component && ownsKind(it.body, kind))
        .map((it) => it.name)
      const told = owners.map((it) => ({ name: it.instance.name, at: it.instance.at }))
      context.report.push(
        needOwner(
          possible.length > 0 && owners.length === 0 ? frame.instance.at : at,
          component,
          kind,
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

function ownsKind(body: Frame['body'] | undefined, kind: string): boolean {
  const owns = body?.entries.get('owns')?.value
  return owns?.kind === 'sequence' && owns.items.some((it) => textOf(it) === kind)
}

/** Databases, users, virtual hosts: what only one owner at a provider may have. */
function reportTakenNames(
  carriers: ReadonlyMap<string, readonly Frame[]>,
  needsOf: ReadonlyMap<string, Needs>,
  { report }: Context,
): void {
  const taken = new Map<string, Frame>()
  for (const [id, [owner]] of carriers) {
    const [, kind = ''] = id.split('\n')
    const need = owner && needsOf.get(owner.instance.name)?.get(kind)
    if (!owner || !need?.definition) continue
    for (const [parameter, what] of need.definition.claims) {
      const value = need.parameters.entries.get(parameter)?.value
      const name = textOf(value)
      if (!value || name === undefined) continue
      const key = [kind, need.provider.name, parameter, name].join('\n')
      const other = taken.get(key)
      if (!other) taken.set(key, owner)
      else
        report.push(
          nameTaken(
            value,
            what,
            name,
            need.provider.name,
            other.instance.name,
            needsOf.get(other.instance.name)?.get(kind)?.parameters.entries.get(parameter)?.value ??
              other.instance.at,
          ),
        )
    }
  }
}
