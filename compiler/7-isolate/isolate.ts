import type { Report } from '../diagnostic.ts'
import { isTrue, textAt, valueAt } from '../lib/node.ts'
import type { Linked } from '../model/linked.ts'
import { checkHosts } from './hosts.ts'
import { ingressHostTaken, nodePortTaken } from './problems.ts'
import type { Side } from './problems.ts'
import { side } from './resident.ts'
import type { Resident } from './resident.ts'

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
