import { checkShape } from '../lib/check-shape.ts'
import { emptyMapping, scalarAt } from '../lib/node.ts'
import type { SecretKey } from '../model/deployment.ts'
import type { ResolvedNeed } from '../model/linked.ts'
import type { Mapping, Node, Place } from '../model/node.ts'
import type { Context, Frame, Needs } from './context.ts'
import { hidesPorts, hidesStatedNeeds } from './hidden.ts'
import { badParameters } from './need-problems.ts'
import { unknownMappedNeed, unknownPort } from './problems.ts'
import { findProvider } from './provider.ts'
import { componentKey, instanceKey, ownSecrets } from './secrets.ts'
import { statedNeeds } from './stated-needs.ts'
import { matchesPattern } from '../schema/matches-pattern.ts'

/** Finds for each need of an instance the instance that meets it. */
export function resolveNeeds(frame: Frame, context: Context): Needs {
  const { declared, name: instance } = frame.instance
  const wanted = statedNeeds(frame.body)
  const known = new Set([...wanted].flatMap(([name, { kind }]) => [name, kind]))
  for (const [name, { key }] of declared?.mapping ?? [])
    if (!known.has(name) && !hidesStatedNeeds(frame.body))
      context.report.push(unknownMappedNeed(key, instance, [...known]))
  const result = new Map<string, ResolvedNeed>()
  for (const [name, need] of wanted) {
    const { at, kind, wait } = need
    const provider = findProvider(name, need, frame, context)
    if (!provider) continue
    const definition = context.catalogue.needs.get(kind)
    const offered = provider.provides.get(kind)
    result.set(name, {
      name,
      kind,
      at,
      definition,
      provider: provider.instance,
      port: portOf(kind, definition?.port, provider, at, context),
      parameters: readParameters(kind, need.parameters, at, definition?.parameters, context),
      wait,
      facts: offered?.facts ?? new Map(),
      reads: readsOf(definition?.reads ?? new Map(), kind, provider),
    })
  }
  return result
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

/** What a need reads of the provider's secrets: those of its instance, else those of its component. */
function readsOf(
  reads: ReadonlyMap<string, string>,
  kind: string,
  provider: Frame,
): ReadonlyMap<string, SecretKey> {
  const offered = provider.provides.get(kind)?.secrets
  const { entry } = provider.instance
  const own = ownSecrets(provider)
  return new Map(
    [...reads].flatMap(([local, name]) => {
      const key = offered?.get(name)
      if (key === undefined) return []
      const declaration = own.get(key)
      const common = provider.shared.get(key)
      if (!declaration && common) return [[local, componentKey(entry.component, key, common)] as const]
      return [[local, instanceKey(provider.instance.name, key, declaration)] as const]
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
