import * as assert from 'uvu/assert'
import { statedNeeds, statesProvision } from '../6-link/stated-needs.ts'
import { asScalar, itemsOf, scalarsOf, textAt, valueAt } from '../lib/node.ts'
import type { Catalogue, ServiceEntry } from '../model/catalogue.ts'
import type { Node } from '../model/node.ts'

/** An environment of one service and of all that it cannot do without, with the settings that its condition asks for. */
export function smallestEnvironment(name: string, catalogue: Catalogue): string {
  const settings = settingsOf(valueAt(catalogue.services.get(name)!.body, 'when'))
  return [
    'nodes: {node: {roles: [all]}}',
    `roles: {all: [${[...withProviders(name, catalogue)].join(', ')}]}`,
    `configs: ${JSON.stringify(settings.reduce(nest, {}))}`,
    '',
  ].join('\n')
}

/** A service with a provider for each need, who owns the need's jobs, and those whose start it waits for on its node. */
function withProviders(name: string, catalogue: Catalogue, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(name)) return found
  found.add(name)
  const services = [...catalogue.services.values()]
  const entry = catalogue.services.get(name)!
  for (const [need, { kind, optional }] of statedNeeds(entry.body)) {
    const providers = services.filter((it) => statesProvision(it.body, kind)).map((it) => it.name)
    // What a service does without may be something of a project's own.
    if (optional && providers.length === 0) continue
    assert.ok(providers.length > 0, `nobody provides ${kind}, which ${name} needs`)
    if (!providers.some((it) => found.has(it))) withProviders(providers[0]!, catalogue, found)
    const definition = catalogue.needs.get(kind)
    if (!definition?.jobs || definition.per === 'instance') continue
    const owner = services.find((it) => it.component === entry.component && owns(it, need))
    assert.ok(owner, `nobody of ${entry.component} owns ${need}`)
    withProviders(owner!.name, catalogue, found)
  }
  for (const it of neighboursOf(entry)) if (catalogue.services.has(it)) withProviders(it, catalogue, found)
  return found
}

function owns({ body }: ServiceEntry, need: string): boolean {
  return scalarsOf(valueAt(body, 'owns')).some((it) => it.source === need)
}

/** What its daemons wait for on the same node, whatever is placed. */
function neighboursOf({ body }: ServiceEntry): readonly string[] {
  return itemsOf(valueAt(body, 'containers')).flatMap((container) =>
    itemsOf(valueAt(valueAt(container, 'daemon'), 'dependencies'))
      .flatMap((it) => asScalar(it)?.source ?? [])
      .flatMap((it) => (it.endsWith(':local') ? it.slice(0, -':local'.length) : [])),
  )
}

type Setting = readonly [path: readonly string[], value: unknown]

/** The settings under which a condition holds, as far as it asks for settings. */
function settingsOf(condition: Node | undefined): readonly Setting[] {
  if (condition?.kind === 'scalar') return [[condition.source.split('.'), true]]
  const path = textAt(condition, 'setting')?.split('.')
  const value = asScalar(valueAt(condition, 'is'))?.value
  return [
    ...(path ? [[path, value ?? true] as const] : []),
    ...itemsOf(valueAt(condition, 'all')).flatMap(settingsOf),
  ]
}

function nest(
  into: Readonly<Record<string, unknown>>,
  [[key, ...rest], value]: Setting,
): Record<string, unknown> {
  const below = (into[key!] ?? {}) as Readonly<Record<string, unknown>>
  return { ...into, [key!]: rest.length === 0 ? value : nest(below, [rest, value]) }
}
