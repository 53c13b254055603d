import type { Report } from '../diagnostic.ts'
import type { MergeClash } from '../lib/merge.ts'
import { asMapping, asScalar, entriesOf, scalarsOf, startOf, textAt, valueAt } from '../lib/node.ts'
import type { Environment, Input, InstanceEntry, NodePattern, Resolved, Role } from '../model/input.ts'
import type { Mapping, Node } from '../model/node.ts'
import { overridesOf } from '../lib/overrides-of.ts'
import { compose } from './compose.ts'
import { badName, mergeClash, sameName, unnamed } from './problems.ts'

/** Merges the layers of each environment and reads the sections that decide what runs where. */
export function resolve(input: Input, report: Report): Resolved {
  const reported = new Set<Node>()
  const environments = input.environmentFiles.map((file) => readEnvironment(file, input, reported, report))
  const names = new Map<string, Environment>()
  const distinct = environments.filter((it) => {
    const other = names.get(it.name)
    if (other) report.push(sameName(it.at, it.name, other.at))
    else names.set(it.name, it)
    return !other
  })
  return { ...input, environments: distinct.sort((a, b) => (a.name < b.name ? -1 : 1)) }
}

function readEnvironment(file: string, input: Input, reported: Set<Node>, report: Report): Environment {
  const clashes: MergeClash[] = []
  const files = [file, ...overridesOf(input.sources, file)]
  const { sections, broken } = compose(files, input, clashes, report)
  for (const { lower, higher } of clashes) {
    // A clash inside files that several environments include is one mistake.
    if (!reported.has(higher)) report.push(mergeClash(lower, higher))
    reported.add(higher)
  }
  const kubernetes = valueAt(sections, 'kubernetes')
  const named = asScalar(valueAt(kubernetes, 'namespace'))
  const name = named?.source ?? (input.request.lone ? 'ccp' : baseName(file))
  const at = named ?? startOf(file)
  if (!named && input.request.lone) report.push(unnamed(at))
  if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) report.push(badName(at, name))
  const releaseAt = asScalar(valueAt(sections, 'release'))
  return {
    name,
    at,
    file,
    sections,
    release: releaseAt?.source ?? input.project.release,
    releaseAt,
    patterns: readPatterns(valueAt(sections, 'nodes')),
    roles: readRoles(valueAt(sections, 'roles')),
    replicas: readReplicas(valueAt(sections, 'replicas')),
    instances: readInstances(valueAt(sections, 'services')),
    placement: textAt(kubernetes, 'placement') === 'labels' ? 'labels' : 'hostnames',
    broken,
  }
}

/** Patterns in the order in which they are processed: that of their text. */
function readPatterns(nodes: Node | undefined): readonly NodePattern[] {
  return entriesOf(nodes)
    .map(([, { key, value }]) => ({
      key,
      roles: scalarsOf(valueAt(value, 'roles')),
      configs: asMapping(valueAt(value, 'configs')),
    }))
    .sort((a, b) => (a.key.source < b.key.source ? -1 : 1))
}

function readRoles(roles: Node | undefined): ReadonlyMap<string, Role> {
  return new Map(
    entriesOf(roles).map(([name, { key, value }]) => [name, { key, services: scalarsOf(value) }]),
  )
}

function readReplicas(replicas: Node | undefined): Environment['replicas'] {
  return new Map(
    entriesOf(replicas).flatMap(([name, { key, value }]) =>
      value.kind === 'scalar' && value.value !== null ? [[name, { key, value }] as const] : [],
    ),
  )
}

function readInstances(services: Node | undefined): ReadonlyMap<string, InstanceEntry> {
  return new Map(
    entriesOf(services).flatMap(([name, { key, value }]) => {
      if (value.kind === 'poison') return []
      const mapping = entriesOf(valueAt(value, 'mapping')).flatMap(([need, it]) =>
        it.value.kind === 'scalar' && it.value.value !== null
          ? [[need, { key: it.key, value: it.value }] as const]
          : [],
      )
      const entry: InstanceEntry = {
        key,
        definition: asScalar(valueAt(value, 'service_def')) ?? key,
        mapping: new Map(mapping),
        configs: asMapping(valueAt(value, 'configs')) as Mapping | undefined,
      }
      return [[name, entry] as const]
    }),
  )
}

function baseName(file: string): string {
  return file
    .split('/')
    .at(-1)!
    .replace(/\.ya?ml$/, '')
}
