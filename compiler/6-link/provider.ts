import type { Context, Frame } from './context.ts'
import { hidesProvider, hidesProvision } from './hidden.ts'
import { ambiguousNeed, badMapping, instanceDoesNotProvide, unmetNeed } from './problems.ts'
import { statesProvision } from './stated-needs.ts'
import type { StatedNeed } from './stated-needs.ts'

/**
 * The instance that meets a need: that of the instance's mapping; else the `services` entry named after the need, or
 * after its kind; else the only placed service that provides it. Undefined when there is none, which was reported
 * unless the service does without.
 */
export function findProvider(
  name: string,
  need: StatedNeed,
  frame: Frame,
  context: Context,
): Frame | undefined {
  const { frames, report, placement } = context
  const { declared } = frame.instance
  const { kind } = need
  const providers = [...frames.values()].filter((it) => it.provides.has(kind) && it !== frame)
  const mapped = declared?.mapping.get(name) ?? declared?.mapping.get(kind)
  if (mapped) {
    const provider = providers.find((it) => it.instance.name === mapped.value.source)
    const target = frames.get(mapped.value.source)
    const known = target ? !hidesProvision(target) : !placement.instances.has(mapped.value.source)
    const names = providers.map((it) => it.instance.name)
    if (!provider && known && !placement.broken) report.push(badMapping(mapped.value, kind, names))
    return provider
  }
  for (const wanted of new Set([name, kind])) {
    const entry = placement.environment.instances.get(wanted)
    const named = frames.get(wanted)
    if (!entry || !named) continue
    if (named.provides.has(kind)) return named
    // The name of a need that is not its kind may be that of any instance.
    if (wanted !== kind) continue
    if (hidesProvision(named)) return undefined
    const able = ableTo(kind, context)
    report.push(instanceDoesNotProvide(entry.definition, kind, entry.definition.source, kind, able))
    return undefined
  }
  if (providers.length === 1) return providers[0]
  // Where something that decides placing is wrong, what seems to be missing may be there.
  if (placement.broken || hidesProvider(kind, context)) return undefined
  if (providers.length > 1) reportAmbiguous(name, kind, providers, frame, context)
  else reportUnmet(need, frame, context)
  return undefined
}

function reportAmbiguous(
  name: string,
  kind: string,
  providers: readonly Frame[],
  { instance }: Frame,
  { report }: Context,
): void {
  const candidates = providers.map((it) => ({ name: it.instance.name, at: it.instance.at }))
  report.push(ambiguousNeed(instance.at, instance.name, name, kind, candidates))
}

function reportUnmet({ at, kind, optional }: StatedNeed, { instance }: Frame, context: Context): void {
  if (optional ?? context.catalogue.needs.get(kind)?.optional) return
  const able = ableTo(kind, context)
  const kinds = [...context.catalogue.needs.keys()]
  context.report.push(unmetNeed(able.length > 0 ? instance.at : at, instance.name, kind, able, kinds))
}

/** Services of the catalogue that provide a kind of need. */
function ableTo(kind: string, { catalogue }: Context): readonly string[] {
  return [...catalogue.services.values()].filter((it) => statesProvision(it.body, kind)).map((it) => it.name)
}
