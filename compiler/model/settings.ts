import type { Component } from './catalogue.ts'
import type { Mapping, Scalar } from './node.ts'
import type { Placed, PlacedNode } from './placement.ts'

/** 5-settle: the settings of every environment. */
export interface Settled extends Placed {
  /** In the order of the placements. */
  readonly settings: readonly Settings[]
}

/** The settings of one environment. Every leaf knows the layers that it was laid over. */
export interface Settings {
  /** Defaults with the environment's own settings laid over. */
  readonly root: Mapping
  /** Instance → the settings that only it has. */
  readonly ofInstances: ReadonlyMap<string, Mapping>
  /** Nodes whose settings differ, grouped by what differs. */
  readonly groups: readonly NodeGroup[]
  /** Name of an image → what the environment says is different about it. */
  readonly imageSpecs: ReadonlyMap<string, ImageSpec>
  readonly imageNamespace: string
  readonly imageTag: string
  readonly registry: Scalar | undefined
  /** Name of a catalogue template → the path of the user's file that replaces it. */
  readonly replacedFiles: ReadonlyMap<string, string>
  /** The operator's own secrets: name → key. */
  readonly ownSecrets: ReadonlyMap<string, ReadonlyMap<string, Scalar>>
}

export interface ImageSpec {
  readonly registry?: string
  readonly repository?: string
  readonly tag?: string
  readonly digest?: string
}

/** Nodes with the same overrides. */
export interface NodeGroup {
  readonly nodes: readonly PlacedNode[]
  /** The overrides of all their patterns, merged. */
  readonly overrides: Mapping
}

/** Which component owns each top-level key of the settings. */
export type Owners = ReadonlyMap<string, Component>
