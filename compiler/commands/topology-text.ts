import type { PlacedInstance, PlacedNode, Placement } from '../model/placement.ts'
import { table } from './table.ts'

/** Who runs where and why, for people. */
export function topologyText(placements: readonly Placement[], by: 'service' | 'node'): string {
  return placements
    .map((it) => {
      const rows = by === 'node' ? nodeRows(it) : serviceRows(it)
      const body = rows.length > 0 ? table(rows) : 'nothing runs here\n'
      return `${it.environment.name}\n${body.replace(/^(?=.)/gm, '  ')}`
    })
    .join('\n')
}

/** A service on its first line, then a line for each role that places it. */
function serviceRows(placement: Placement): readonly (readonly string[])[] {
  return [...placement.instances.values()].flatMap((it) => [
    [nameOf(it), kindOf(it), listed(it.nodes.map(({ name }) => name))],
    ...it.roles.map((role) => ['', '', `by role ${role}: ${patternsOf(role, it, placement)}`]),
  ])
}

/** A node on its first line, then a line for each role that it has. */
function nodeRows(placement: Placement): readonly (readonly string[])[] {
  const { instances, nodes, environment } = placement
  return nodes.flatMap((it) => {
    const services = [...instances.values()].filter(({ nodes }) => nodes.includes(it.node))
    const roles = it.roles.map((role) => {
      const here = services.filter((one) => one.roles.includes(role)).map((one) => one.name)
      const patterns = it.patterns.filter(({ roles }) => roles.some(({ source }) => source === role))
      return [listed(here), `by role ${role}: ${patterns.map(({ key }) => key.source).join(', ')}`]
    })
    const rows = roles.length > 0 ? roles : [[`no role in ${environment.name}`, '']]
    return rows.map((row, index) => [index === 0 ? it.node.name : '', ...row])
  })
}

/** The patterns that give a role to nodes of a service. */
function patternsOf(role: string, { nodes }: PlacedInstance, placement: Placement): string {
  const found = placement.nodes
    .filter((it: PlacedNode) => nodes.includes(it.node))
    .flatMap((it) => it.patterns.filter(({ roles }) => roles.some(({ source }) => source === role)))
  return [...new Set(found.map(({ key }) => key.source))].join(', ')
}

function nameOf({ name, entry }: PlacedInstance): string {
  return name === entry.name ? name : `${name} (${entry.name})`
}

function kindOf({ entry, replicas }: PlacedInstance): string {
  return entry.kind === 'DaemonSet' ? entry.kind : `${entry.kind} x ${replicas}`
}

function listed(names: readonly string[]): string {
  return names.length > 0 ? names.join(', ') : 'nothing'
}
