import type { ServiceEntry } from './catalogue.ts'
import type { Environment, InstanceEntry, NodePattern, Resolved } from './input.ts'
import type { InventoryNode } from './inventory.ts'
import type { Place, Scalar } from './node.ts'

/** 4-place: what runs where. */
export interface Placed extends Resolved {
  /** In the order of the environments. */
  readonly placements: readonly Placement[]
}

/** Who runs where in one environment. */
export interface Placement {
  readonly environment: Environment
  /** Instances that run somewhere, sorted by name. */
  readonly instances: ReadonlyMap<string, PlacedInstance>
  /** Nodes that a pattern matches, sorted by name. */
  readonly nodes: readonly PlacedNode[]
  /** Something that decides placing was wrong: services that seem to be missing may be there. */
  readonly broken: boolean
}

/** A node as seen by one environment. */
export interface PlacedNode {
  readonly node: InventoryNode
  readonly roles: readonly string[]
  /** Patterns that match it, in the order in which they are processed. */
  readonly patterns: readonly NodePattern[]
}

/** One instance that runs somewhere. */
export interface PlacedInstance {
  readonly name: string
  readonly entry: ServiceEntry
  /** Its entry in `services:`, where it has one. */
  readonly declared: InstanceEntry | undefined
  /** Where a role names it first. */
  readonly at: Place
  readonly replicas: number
  readonly replicasAt: Scalar | undefined
  /** Sorted by name. */
  readonly nodes: readonly InventoryNode[]
  readonly roles: readonly string[]
}
