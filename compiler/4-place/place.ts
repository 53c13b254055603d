import type { Report } from '../diagnostic.ts'
import { suggestions } from '../lib/did-you-mean.ts'
import type { Environment, NodePattern, Resolved } from '../model/input.ts'
import type { InventoryNode } from '../model/inventory.ts'
import type { Placed, PlacedNode, Placement } from '../model/placement.ts'
import { placedInstances } from './instances.ts'
import { compilePattern } from './pattern.ts'
import {
  prefixMatch,
  unknownRole,
  unmatchedPattern,
  unmatchedPatternAllowed,
  unknownService,
  unusedRole,
} from './problems.ts'

/** Expands node patterns and roles into the nodes of each service. A pattern or a role with a problem places nothing. */
export function place(resolved: Resolved, report: Report): Placed {
  return {
    ...resolved,
    placements: resolved.environments.map((it) => placeEnvironment(it, resolved, report)),
  }
}

function placeEnvironment(environment: Environment, resolved: Resolved, report: Report): Placement {
  const before = report.length
  const nodes = placeNodes(environment, resolved, report)
  checkRoles(environment, report)
  const patternsBroken = report.slice(before).some((it) => it.severity === 'error')
  const broken = environment.broken || !resolved.inventory.sound || patternsBroken
  const instances = placedInstances(environment, nodes, resolved, broken, report)
  // Wrong numbers of replicas and bad names leave everything where it is.
  const wrong = report.slice(before).some((it) => it.code === unknownService.code)
  return { environment, nodes, instances, broken: broken || wrong }
}

function placeNodes(
  environment: Environment,
  { inventory, request }: Resolved,
  report: Report,
): readonly PlacedNode[] {
  const matches = new Map<InventoryNode, NodePattern[]>()
  for (const pattern of environment.patterns) {
    const compiled = compilePattern(pattern.key, report)
    if (!compiled) continue
    const extra: string[] = []
    let count = 0
    for (const node of inventory.nodes) {
      const how = compiled.matches(node.name)
      if (!how) continue
      count++
      if (how === 'prefix') extra.push(node.name)
      const patterns = matches.get(node)
      if (patterns) patterns.push(pattern)
      else matches.set(node, [pattern])
    }
    if (extra.length > 0) report.push(prefixMatch(pattern.key, extra))
    if (count === 0 && inventory.sound)
      report.push(
        (request.allowUnmatched ? unmatchedPatternAllowed : unmatchedPattern)(pattern.key, inventory.file),
      )
  }
  return inventory.nodes.flatMap((node) => {
    const patterns = matches.get(node)
    return patterns ? [{ node, patterns, roles: rolesOf(patterns) }] : []
  })
}

/** The union of the roles that the patterns of a node give it, sorted. */
function rolesOf(patterns: readonly NodePattern[]): readonly string[] {
  return [...new Set(patterns.flatMap((it) => it.roles.map((role) => role.source)))].sort()
}

function checkRoles({ patterns, roles, broken }: Environment, report: Report): void {
  const used = new Set<string>()
  const known = [...roles.keys()]
  for (const role of patterns.flatMap((it) => it.roles)) {
    used.add(role.source)
    if (roles.has(role.source) || broken) continue
    report.push(unknownRole(role, known))
    // What was probably meant is not unused.
    for (const it of suggestions(role.source, known)) used.add(it)
  }
  if (!broken) for (const [name, { key }] of roles) if (!used.has(name)) report.push(unusedRole(key))
}
