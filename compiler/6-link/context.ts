import type { Report } from '../diagnostic.ts'
import type { Catalogue, SecretDeclaration } from '../model/catalogue.ts'
import type { Mapping, Scalar } from '../model/node.ts'
import type { Claims, LinkedPort, ResolvedNeed } from '../model/linked.ts'
import type { PlacedInstance, Placement } from '../model/placement.ts'
import type { Settings, Settled } from '../model/settings.ts'
import type { Templates } from './templates.ts'

/** What linking one environment needs at every step. */
export interface Context {
  readonly input: Settled
  readonly catalogue: Catalogue
  readonly placement: Placement
  readonly settings: Settings
  readonly templates: Templates
  readonly report: Report
  readonly namespace: string
  readonly clusterDomain: string
  readonly ingress: IngressSettings
  /** Instance → what is known of it before its containers are read. */
  readonly frames: ReadonlyMap<string, Frame>
}

export interface IngressSettings {
  readonly enabled: boolean
  readonly domain: string
  readonly port: number
}

/** What others may ask of an instance. */
export interface Frame {
  readonly instance: PlacedInstance
  /** The definition's `service:` without its containers, evaluated. */
  readonly body: Mapping
  /** Settings as this instance sees them. */
  readonly root: Mapping
  /** What it takes of its hosts for itself, with the settings of some nodes. */
  readonly claimsWith: (root: Mapping) => Claims
  /** Settings read so far that decide its structure. */
  readonly structural: Set<string>
  readonly ports: readonly LinkedPort[]
  readonly provides: ReadonlyMap<
    string,
    {
      readonly at: Scalar
      readonly port: string | undefined
      readonly secrets: ReadonlyMap<string, string>
      readonly facts: ReadonlyMap<string, Scalar>
    }
  >
  readonly owns: readonly Scalar[]
  /** Secrets that its component's services share, as far as their conditions hold for this instance. */
  readonly shared: ReadonlyMap<string, SecretDeclaration>
  /** Pods, where their list is compiled. */
  readonly members: boolean
  /** Instances whose address it was given inside the cluster, with the ports. */
  readonly contacts: Map<string, Set<string>>
}

export type Needs = ReadonlyMap<string, ResolvedNeed>
