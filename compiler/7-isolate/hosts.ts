import type { Report } from '../diagnostic.ts'
import { mergeMappings } from '../lib/merge.ts'
import type { Claims } from '../model/linked.ts'
import { claimedName, meets } from './claimed-name.ts'
import type { ClaimedName } from './claimed-name.ts'
import { hostPortTaken, hostResourceTaken, hostTaken } from './problems.ts'
import type { Side } from './problems.ts'
import { side } from './resident.ts'
import type { Resident } from './resident.ts'

/** Reports what a node has only once and several services want; a clash is reported once for all its nodes. */
export function checkHosts(all: readonly Resident[], report: Report): void {
  const holders = new Map<string, Holder[]>()
  const clashes = new Map<string, Clash>()
  const hold = (
    kind: string,
    name: string,
    node: string,
    it: Resident,
    describe: Clash['describe'],
  ): void => {
    const key = `${node}\n${kind}`
    const there = holders.get(key) ?? []
    const claimed = claimedName(name)
    const other = there.find((holder) => holder.resident !== it && meets(holder.claimed, claimed))
    if (other) note(clashes, kind, name, node, it, other.resident, describe)
    else holders.set(key, [...there, { claimed, resident: it }])
  }
  for (const it of all) {
    const { service } = it
    const claims = claimsByNode(it)
    for (const { name: node } of service.nodes) {
      if (service.hostNetwork)
        for (const { cont, protocol } of service.ports)
          hold('port', `${cont}/${protocol}`, node, it, (nodes, one, other) =>
            hostPortTaken(cont, nodes, one, other),
          )
      if (service.exclusive) hold('service', service.service, node, it, hostTaken)
      for (const [kind, names] of claims(node))
        for (const { source } of names)
          hold(`claim ${kind}`, source, node, it, (nodes, one, other) =>
            hostResourceTaken(kind.replaceAll('-', ' '), source, nodes, one, other),
          )
    }
  }
  // Two of which a node has one claim the same in all else, too.
  const exclusive = new Set([...clashes.values()].flatMap((it) => (it.describe === hostTaken ? it.pair : [])))
  for (const { pair, nodes, one, other, describe } of clashes.values())
    if (describe === hostTaken || !exclusive.has(pair)) report.push(describe(nodes, side(one), side(other)))
}

interface Holder {
  readonly claimed: ClaimedName
  readonly resident: Resident
}

interface Clash {
  readonly pair: string
  readonly nodes: string[]
  readonly one: Resident
  readonly other: Resident
  readonly describe: (nodes: readonly string[], one: Side, other: Side) => Report[number]
}

function note(
  clashes: Map<string, Clash>,
  kind: string,
  name: string,
  node: string,
  one: Resident,
  other: Resident,
  describe: Clash['describe'],
): void {
  const pair = [one, other].flatMap((it) => [it.environment, it.service.name]).join('\n')
  const id = [kind, name, pair].join('\n')
  const clash = clashes.get(id) ?? { pair, nodes: [], one, other, describe }
  clash.nodes.push(node)
  clashes.set(id, clash)
}

/** What a service claims of each of its nodes: settings of single nodes may change it. */
function claimsByNode({ service, deployment }: Resident): (node: string) => Claims {
  const common = service.claimsWith(service.root)
  const special = new Map<string, Claims>()
  const placed = new Set(service.nodes.map((it) => it.name))
  if (common.size > 0)
    for (const { nodes, overrides } of deployment.settings.groups) {
      const here = nodes.filter((it) => placed.has(it.node.name))
      if (here.length === 0) continue
      const claims = service.claimsWith(mergeMappings(service.root, overrides, []))
      for (const { node } of here) special.set(node.name, claims)
    }
  return (node) => special.get(node) ?? common
}
