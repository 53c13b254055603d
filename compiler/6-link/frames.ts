import type { Report } from '../diagnostic.ts'
import { mergeMappings } from '../lib/merge.ts'
import {
  asMapping,
  asScalar,
  entriesOf,
  isTrue,
  itemsOf,
  numberAt,
  scalarsOf,
  textAt,
  textOf,
  valueAt,
} from '../lib/node.ts'
import type { Catalogue } from '../model/catalogue.ts'
import type { Claims, LinkedPort } from '../model/linked.ts'
import type { Mapping, Node } from '../model/node.ts'
import type { PlacedInstance } from '../model/placement.ts'
import { holds } from './condition.ts'
import type { Facts } from './condition.ts'
import type { Context, Frame } from './context.ts'
import { fill } from './fill.ts'
import { duplicate } from './pod-problems.ts'
import { frameFiller } from './scope.ts'

/** Reads of each instance what others may ask about: its ports, what it provides and owns. */
export function readFrames(context: Omit<Context, 'frames'>): ReadonlyMap<string, Frame> {
  const frames = new Map<string, Frame>()
  for (const instance of context.placement.instances.values()) {
    const frame = readFrame(instance, context)
    if (frame) frames.set(instance.name, frame)
  }
  return frames
}

function readFrame(instance: PlacedInstance, context: Omit<Context, 'frames'>): Frame | undefined {
  const { body } = instance.entry
  if (!body) return undefined
  const configs = context.settings.ofInstances.get(instance.name)
  const root = configs ? mergeMappings(context.settings.root, configs, []) : context.settings.root
  const structural = new Set<string>()
  const claims = body.entries.get('claims')
  // Interfaces and bridges may differ between nodes: what claims read decides no structure.
  const claimed = (settings: Mapping) =>
    claims && fill(claims.value, frameFiller(instance, settings, new Set(), context))
  const outer = without(without(body, 'containers'), 'claims')
  const filler = frameFiller(instance, root, structural, context)
  const filled = asMapping(fill(outer, filler))
  if (!filled) return undefined
  const own = claimed(root)
  return {
    instance,
    body: own
      ? { ...filled, entries: new Map(filled.entries).set('claims', { key: claims!.key, value: own }) }
      : filled,
    claimsWith: (settings) => readClaims(settings === root ? own : claimed(settings)),
    root,
    structural,
    ports: readPorts(valueAt(filled, 'ports'), context.report),
    provides: readProvides(valueAt(filled, 'provides')),
    owns: scalarsOf(valueAt(filled, 'owns')),
    shared: sharedSecrets(instance, filler.facts, context.catalogue),
    members: isTrue(filled, 'members'),
    contacts: new Map(),
  }
}

function without(node: Mapping, key: string): Mapping {
  const entries = new Map(node.entries)
  entries.delete(key)
  return { ...node, entries }
}

function sharedSecrets({ entry }: PlacedInstance, facts: Facts, catalogue: Catalogue): Frame['shared'] {
  const all = catalogue.components.get(entry.component)?.secrets ?? []
  return new Map([...all].filter(([, { when }]) => !when || holds(when, facts)))
}

function readClaims(node: Node | undefined): Claims {
  return new Map(entriesOf(node).map(([kind, it]) => [kind, scalarsOf(it.value)]))
}

function readPorts(node: Node | undefined, report: Report): readonly LinkedPort[] {
  const names = new Set<string>()
  const numbers = new Set<string>()
  return itemsOf(node).flatMap((it) => {
    const name = textAt(it, 'name')
    const cont = numberAt(it, 'cont')
    if (name === undefined || cont === undefined) return []
    const protocol = textAt(it, 'protocol') === 'UDP' ? 'UDP' : 'TCP'
    if (names.has(name)) report.push(duplicate(valueAt(it, 'name') ?? it, 'port', name))
    if (numbers.has(`${cont}/${protocol}`))
      report.push(duplicate(valueAt(it, 'cont') ?? it, 'port', String(cont)))
    names.add(name)
    numbers.add(`${cont}/${protocol}`)
    const node = numberAt(it, 'node')
    const ingress = textAt(it, 'ingress')
    const port: LinkedPort = {
      name,
      cont,
      protocol,
      peers: isTrue(it, 'peers'),
      ...(node !== undefined ? { node } : {}),
      ...(ingress ? { ingress } : {}),
      at: it,
      nodeAt: asScalar(valueAt(it, 'node')),
      ingressAt: asScalar(valueAt(it, 'ingress')),
    }
    return [port]
  })
}

function readProvides(node: Node | undefined): Frame['provides'] {
  if (node?.kind === 'sequence')
    return new Map(
      scalarsOf(node).map((at) => [at.source, { at, port: undefined, secrets: new Map(), facts: new Map() }]),
    )
  return new Map(
    entriesOf(node).map(([kind, { key, value }]) => {
      const secrets = entriesOf(valueAt(value, 'secrets')).flatMap(([name, it]) =>
        textOf(it.value) ? [[name, textOf(it.value)!] as const] : [],
      )
      const facts = entriesOf(valueAt(value, 'facts')).flatMap(([name, it]) =>
        it.value.kind === 'scalar' ? [[name, it.value] as const] : [],
      )
      return [
        kind,
        { at: key, port: textAt(value, 'port'), secrets: new Map(secrets), facts: new Map(facts) },
      ]
    }),
  )
}
