import type { Report } from '../diagnostic.ts'
import { isTrue, textAt, valueAt } from '../lib/node.ts'
import type { Linked, LinkedEnvironment, LinkedService } from '../model/linked.ts'
import type { Place } from '../model/node.ts'
import { hostPortTaken, hostResourceTaken, hostTaken, ingressHostTaken, nodePortTaken } from './problems.ts'
import type { Side } from './problems.ts'

/** Checks all environments against each other: what the cluster, or a node of it, has only once. */
export function isolate(linked: Linked, report: Report): void {
  const all = linked.deployments.flatMap((deployment, index) =>
    deployment.services.map((service) => ({
      service,
      deployment,
      environment: linked.placements[index]!.environment.name,
    })),
  )
  checkNodePorts(all, report)
  checkIngressHosts(all, report)
  checkHosts(all, report)
}

interface Resident {
  readonly service: LinkedService
  readonly deployment: LinkedEnvironment
  readonly environment: string
}

function side({ service, environment }: Resident, at: Place = service.at): Side {
  return { environment, service: service.name, at, placed: service.at }
}

/** Both sides; where the same words of a definition stand behind both, the places where they are placed. */
function apart(one: Side, other: Side): readonly [Side, Side] {
  const same = one.at.file === other.at.file && one.at.start === other.at.start
  return same
    ? [
        { ...one, at: one.placed },
        { ...other, at: other.placed },
      ]
    : [one, other]
}

function checkNodePorts(all: readonly Resident[], report: Report): void {
  const taken = new Map<number, Side>()
  for (const it of all)
    for (const port of it.service.ports) {
      if (port.node === undefined) continue
      const here = side(it, port.nodeAt ?? port.at)
      const other = taken.get(port.node)
      if (other) report.push(nodePortTaken(port.node, ...apart(here, other)))
      else taken.set(port.node, here)
    }
}

function checkIngressHosts(all: readonly Resident[], report: Report): void {
  const taken = new Map<string, Side>()
  for (const it of all) {
    const ingress = valueAt(it.deployment.settings.root, 'ingress')
    if (!isTrue(ingress, 'enabled')) continue
    for (const port of it.service.ports) {
      if (!port.ingress) continue
      const host = `${port.ingress}.${textAt(ingress, 'domain') ?? ''}`
      const here = side(it, valueAt(ingress, 'domain') ?? port.ingressAt ?? port.at)
      const other = taken.get(host)
      if (other) report.push(ingressHostTaken(host, ...apart(here, other)))
      else taken.set(host, here)
    }
  }
}

/** What a node has only once, each with the services that want it; a clash is reported once for all its nodes. */
function checkHosts(all: readonly Resident[], report: Report): void {
  const holders = new Map<string, Map<string, Resident>>()
  const clashes = new Map<string, Clash>()
  const claim = (resource: string, it: Resident, describe: Clash['describe']): void => {
    const byNode = holders.get(resource) ?? new Map<string, Resident>()
    holders.set(resource, byNode)
    for (const { name } of it.service.nodes) {
      const other = byNode.get(name)
      if (!other) byNode.set(name, it)
      else {
        const pair = [it.environment, it.service.name, other.environment, other.service.name].join('\n')
        const clash = clashes.get(`${pair}\n${resource}`) ?? { pair, nodes: [], one: it, other, describe }
        clash.nodes.push(name)
        clashes.set(`${pair}\n${resource}`, clash)
      }
    }
  }
  for (const it of all) {
    const { service } = it
    if (service.hostNetwork)
      for (const port of service.ports)
        claim(`port ${port.cont}/${port.protocol}`, it, (nodes, one, other) =>
          hostPortTaken(port.cont, nodes, one, other),
        )
    if (service.exclusive) claim(`service ${service.service}`, it, hostTaken)
    for (const [kind, names] of service.claims)
      for (const name of names)
        claim(`${kind}\n${name.source}`, it, (nodes, one, other) =>
          hostResourceTaken(kind.replaceAll('-', ' '), name.source, nodes, one, other),
        )
  }
  // Two of which a node has one claim the same in all else, too.
  const exclusive = new Set([...clashes.values()].flatMap((it) => (it.describe === hostTaken ? it.pair : [])))
  for (const { pair, nodes, one, other, describe } of clashes.values())
    if (describe === hostTaken || !exclusive.has(pair)) report.push(describe(nodes, side(one), side(other)))
}

interface Clash {
  readonly pair: string
  readonly nodes: string[]
  readonly one: Resident
  readonly other: Resident
  readonly describe: (nodes: readonly string[], one: Side, other: Side) => Report[number]
}
