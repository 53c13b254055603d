import { asScalar, entriesOf, isTrue, itemsOf, numberAt, textAt, textOf, valueAt } from '../lib/node.ts'
import type { DeployedService, PlainMap, StringMap } from '../model/deployment.ts'
import type { LinkedService } from '../model/linked.ts'
import type { Mapping, Node } from '../model/node.ts'
import { plain } from '../schema/plain.ts'
import type { Context, Frame } from './context.ts'
import { noWaits } from './waits.ts'

type PodSettings = Omit<
  LinkedService,
  'jobs' | 'containers' | 'needs' | 'commandReads' | 'commandsWith' | 'sound'
>

/** What a definition says of its pods as a whole: kind, replicas, networks, updates, claims on the host. */
export function podSettings(frame: Frame, body: Mapping, context: Context): PodSettings {
  const { instance, ports, structural, root, members } = frame
  const { entry } = instance
  const strings = (node: Node | undefined): StringMap =>
    Object.fromEntries(entriesOf(node).map(([key, it]) => [key, textOf(it.value) ?? '']))
  const strategy = textAt(body, 'strategy') as DeployedService['strategy']
  const antiAffinity = textAt(body, 'antiAffinity') as DeployedService['antiAffinity']
  const update = valueAt(body, 'update')
  const bound = (key: string) => asScalar(valueAt(update, key))?.value as string | number | undefined
  return {
    placed: instance,
    root,
    structural,
    name: instance.name,
    service: entry.name,
    component: entry.component,
    description:
      textAt(body, 'description') ??
      (context.catalogue.components.get(entry.component)?.description || `The service ${entry.name}`),
    at: instance.at,
    kind: entry.kind,
    replicas: instance.replicas,
    nodes: instance.nodes,
    members,
    headless: isTrue(body, 'headless'),
    hostNetwork: isTrue(body, 'hostNetwork'),
    hostPID: isTrue(body, 'hostPID'),
    hostIPC: isTrue(body, 'hostIPC'),
    shareProcessNamespace: isTrue(body, 'shareProcessNamespace'),
    ...(strategy ? { strategy } : {}),
    podManagement: textAt(body, 'podManagement') === 'Parallel' ? 'Parallel' : 'OrderedReady',
    ...(antiAffinity ? { antiAffinity } : {}),
    disruptive: isTrue(body, 'disruptive'),
    update: {
      ...(bound('maxUnavailable') !== undefined ? { maxUnavailable: bound('maxUnavailable')! } : {}),
      ...(bound('maxSurge') !== undefined ? { maxSurge: bound('maxSurge')! } : {}),
    },
    terminationGracePeriod: numberAt(body, 'terminationGracePeriod') ?? 30,
    annotations: {
      pod: strings(valueAt(valueAt(body, 'annotations'), 'pod')),
      service: strings(valueAt(valueAt(body, 'annotations'), 'service')),
    },
    tolerations: itemsOf(valueAt(body, 'tolerations')).map((it) => plain(it) as PlainMap),
    ports,
    waits: noWaits,
    contacts: frame.contacts,
    claimsWith: frame.claimsWith,
    exclusive: asScalar(valueAt(body, 'exclusive')),
  }
}
