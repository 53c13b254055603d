import type { Report } from '../diagnostic.ts'
import type { ServiceEntry } from '../model/catalogue.ts'
import type { Environment, Resolved } from '../model/input.ts'
import type { InventoryNode } from '../model/inventory.ts'
import type { Scalar } from '../model/node.ts'
import type { PlacedInstance, PlacedNode } from '../model/placement.ts'
import {
  badInstanceName,
  replicasOfDaemonSet,
  replicasOfNothing,
  retiredService,
  tooManyReplicas,
  unknownService,
} from './problems.ts'

/** The instances that roles place on nodes, sorted by name, with their nodes and replicas. */
export function placedInstances(
  environment: Environment,
  nodes: readonly PlacedNode[],
  { catalogue }: Resolved,
  broken: boolean,
  report: Report,
): ReadonlyMap<string, PlacedInstance> {
  const known = [...new Set([...environment.instances.keys(), ...catalogue.services.keys()])]
  for (const { definition } of environment.instances.values())
    if (!catalogue.services.has(definition.source) && !environment.broken)
      reportUnknown(definition, [...catalogue.services.keys()], catalogue, report)

  const found = new Map<string, Found>()
  for (const [role, { services }] of environment.roles) {
    const here = nodes.filter((it) => it.roles.includes(role)).map((it) => it.node)
    for (const service of services) {
      const declared = environment.instances.get(service.source)
      const entry = catalogue.services.get(declared?.definition.source ?? service.source)
      if (!entry) {
        if (!declared && !environment.broken) reportUnknown(service, known, catalogue, report)
        continue
      }
      if (!declared && !serviceName.test(service.source)) report.push(badInstanceName(service))
      if (here.length > 0) addTo(found, service, entry, role, here)
    }
  }
  checkReplicas(environment, found, known, catalogue, broken, report)
  return new Map(
    [...found]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, it]) => [name, placed(name, it, environment, broken, report)]),
  )
}

/** A Kubernetes Service's name, with room for what oskc appends. Names under `services` are checked where they stand. */
const serviceName = /^[a-z]([-a-z0-9]{0,48}[a-z0-9])?$/

interface Found {
  readonly at: Scalar
  readonly entry: ServiceEntry
  readonly roles: string[]
  readonly nodes: Set<InventoryNode>
}

function addTo(
  found: Map<string, Found>,
  service: Scalar,
  entry: ServiceEntry,
  role: string,
  nodes: readonly InventoryNode[],
): void {
  const it = found.get(service.source) ?? { at: service, entry, roles: [], nodes: new Set() }
  found.set(service.source, it)
  it.roles.push(role)
  for (const node of nodes) it.nodes.add(node)
}

/** Where a part of the environment could not be read, the name may be declared there. */
function reportUnknown(
  service: Scalar,
  known: readonly string[],
  catalogue: Resolved['catalogue'],
  report: Report,
): void {
  const retired = catalogue.retiredServices.get(service.source)
  report.push(retired ? retiredService(service, retired) : unknownService(service, known))
}

function placed(
  name: string,
  { at, entry, roles, nodes }: Found,
  environment: Environment,
  broken: boolean,
  report: Report,
): PlacedInstance {
  const sorted = [...nodes].sort((a, b) => (a.name < b.name ? -1 : 1))
  const asked = environment.replicas.get(name)?.value
  const daemon = entry.kind === 'DaemonSet'
  if (asked && !daemon && Number(asked.value) > sorted.length && !broken)
    report.push(tooManyReplicas(asked, name, sorted.length, at))
  return {
    name,
    entry,
    declared: environment.instances.get(name),
    at,
    replicas: daemon ? sorted.length : Number(asked?.value ?? 1),
    replicasAt: asked,
    nodes: sorted,
    roles: [...new Set(roles)].sort(),
  }
}

function checkReplicas(
  environment: Environment,
  found: ReadonlyMap<string, Found>,
  known: readonly string[],
  catalogue: Resolved['catalogue'],
  broken: boolean,
  report: Report,
): void {
  for (const [name, { key }] of environment.replicas) {
    const it = found.get(name)
    if (it?.entry.kind === 'DaemonSet') report.push(replicasOfDaemonSet(key))
    if (it || broken) continue
    const retired = catalogue.retiredServices.get(name)
    if (retired) report.push(retiredService(key, retired))
    else if (known.includes(name)) report.push(replicasOfNothing(key, [...found.keys()]))
    else report.push(unknownService(key, known))
  }
}
