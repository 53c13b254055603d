import { checkShape } from '../lib/check-shape.ts'
import { emptyMapping, scalarAt } from '../lib/node.ts'
import type { SecretKey } from '../model/deployment.ts'
import type { ResolvedNeed } from '../model/linked.ts'
import type { Mapping, Node, Place } from '../model/node.ts'
import type { Context, Frame, Needs } from './context.ts'
import { hidesPorts, hidesProvider, hidesProvision, hidesStatedNeeds } from './hidden.ts'
import { badParameters } from './need-problems.ts'
import {
  ambiguousNeed,
  badMapping,
  instanceDoesNotProvide,
  unknownMappedNeed,
  unknownPort,
  unmetNeed,
} from './problems.ts'
import { statedNeeds, statesProvision } from './stated-needs.ts'
import { matchesPattern } from '../schema/matches-pattern.ts'

/** Finds for each need of an instance the instance that meets it. */
export function resolveNeeds(frame: Frame, context: Context): Needs {
  const { declared, name } = frame.instance
  const wanted = statedNeeds(frame.body)
  for (const [kind, { key }] of declared?.mapping ?? [])
    if (!wanted.has(kind) && !hidesStatedNeeds(frame.body))
      context.report.push(unknownMappedNeed(key, name, [...wanted.keys()]))
  const result = new Map<string, ResolvedNeed>()
  for (const [kind, { at, value }] of wanted) {
    const definition = context.catalogue.needs.get(kind)
    const provider = findProvider(kind, at, frame, context, definition?.optional ?? false)
    if (!provider) continue
    const parameters = readParameters(kind, value, at, definition?.parameters, context)
    result.set(kind, {
      kind,
      at,
      definition,
      provider: provider.instance,
      port: portOf(kind, definition?.port, provider, at, context),
      parameters,
      reads: readsOf(definition?.reads ?? new Map(), kind, provider),
    })
  }
  return result
}

/** By the instance's mapping; else the `services` entry named after the need; else the only placed service that provides it. */
function findProvider(
  kind: string,
  at: Place,
  frame: Frame,
  context: Context,
  optional: boolean,
): Frame | undefined {
  const { frames, report, placement } = context
  const { name, declared } = frame.instance
  const providers = [...frames.values()].filter((it) => it.provides.has(kind) && it !== frame)
  const names = providers.map((it) => it.instance.name)
  const mapped = declared?.mapping.get(kind)
  if (mapped) {
    const provider = providers.find((it) => it.instance.name === mapped.value.source)
    const target = frames.get(mapped.value.source)
    const known = target ? !hidesProvision(target) : !placement.instances.has(mapped.value.source)
    if (!provider && known && !placement.broken) report.push(badMapping(mapped.value, kind, names))
    return provider
  }
  const entry = placement.environment.instances.get(kind)
  const named = frames.get(kind)
  if (entry && named) {
    if (named.provides.has(kind)) return named
    if (hidesProvision(named)) return undefined
    const able = [...context.catalogue.services.values()]
      .filter((it) => statesProvision(it.body, kind))
      .map((it) => it.name)
    report.push(instanceDoesNotProvide(entry.definition, kind, entry.definition.source, kind, able))
    return undefined
  }
  if (providers.length === 1) return providers[0]
  // Where something that decides placing is wrong, what seems to be missing may be there.
  if (placement.broken || hidesProvider(kind, context)) return undefined
  if (providers.length > 1)
    report.push(
      ambiguousNeed(
        frame.instance.at,
        name,
        kind,
        providers.map((it) => ({ name: it.instance.name, at: it.instance.at })),
      ),
    )
  else if (!optional) {
    const able = [...context.catalogue.services.values()]
      .filter((it) => statesProvision(it.body, kind))
      .map((it) => it.name)
    const kinds = [...context.catalogue.needs.keys()]
    report.push(unmetNeed(able.length > 0 ? frame.instance.at : at, name, kind, able, kinds))
  }
  return undefined
}

function portOf(kind: string, wanted: string | undefined, provider: Frame, at: Place, context: Context) {
  const offered = provider.provides.get(kind)
  const name = offered?.port ?? wanted
  if (name === undefined) return provider.ports.find((it) => !it.peers)
  const port = provider.ports.find((it) => it.name === name)
  if (!port && !hidesPorts(provider.body))
    context.report.push(
      unknownPort(
        offered?.at ?? at,
        provider.instance.name,
        name,
        provider.ports.map((it) => it.name),
      ),
    )
  return port
}

function readsOf(
  reads: ReadonlyMap<string, string>,
  kind: string,
  provider: Frame,
): ReadonlyMap<string, SecretKey> {
  const offered = provider.provides.get(kind)?.secrets
  return new Map(
    [...reads].flatMap(([local, name]) => {
      const key = offered?.get(name)
      return key === undefined ? [] : [[local, { name: `service-${provider.instance.name}`, key }] as const]
    }),
  )
}

/** The parameters that a service gives: a scalar fills `name`. */
function readParameters(
  kind: string,
  value: Node | undefined,
  at: Place,
  shape: Parameters<typeof checkShape>[1] | undefined,
  context: Context,
): Mapping {
  const given = asParameters(value, at)
  if (!shape || value?.kind === 'poison')
    return shape?.kind === 'map' ? withMissing(given, shape.required) : given
  for (const problem of checkShape(given, shape, matchesPattern))
    context.report.push(badParameters(problem.at, kind, problem.trouble))
  return shape.kind === 'map' ? withMissing(given, shape.required) : given
}

/** What is missing has been reported; whatever reads it says nothing more. */
function withMissing(given: Mapping, required: readonly string[]): Mapping {
  const entries = new Map(given.entries)
  for (const name of required)
    if (!entries.has(name)) {
      const { file, start, end } = given
      entries.set(name, { key: scalarAt(given, name), value: { kind: 'poison', file, start, end } })
    }
  return { ...given, entries }
}

function asParameters(value: Node | undefined, at: Place): Mapping {
  if (value?.kind === 'mapping') return value
  if (value?.kind !== 'scalar' || value.value === null) return emptyMapping(at)
  return { ...emptyMapping(at), entries: new Map([['name', { key: scalarAt(value, 'name'), value }]]) }
}
