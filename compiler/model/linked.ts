import type { Template } from '../template/model.ts'
import type { Scope } from '../template/evaluate.ts'
import type { NeedKind, SecretDeclaration } from './catalogue.ts'
import type {
  ConfigFile,
  Container,
  DeployedService,
  Image,
  Job,
  Port,
  Program,
  SecretKey,
} from './deployment.ts'
import type { Mapping, Place, Scalar } from './node.ts'
import type { PlacedInstance } from './placement.ts'
import type { Settings, Settled } from './settings.ts'

/** 6-link: who needs whom, and where everybody is found. */
export interface Linked extends Settled {
  /** In the order of the placements. */
  readonly deployments: readonly LinkedEnvironment[]
}

export interface LinkedEnvironment {
  readonly settings: Settings
  /** Services that are sound, sorted by name. */
  readonly services: readonly LinkedService[]
  readonly wait: { readonly image: Image; readonly command: readonly string[] }
  /** Every secret of the environment, sorted by name and key. */
  readonly secrets: readonly DeclaredSecret[]
}

/** A service whose files are not rendered yet. */
export interface LinkedService extends Omit<DeployedService, 'containers' | 'jobs' | 'ports' | 'clients'> {
  readonly placed: PlacedInstance
  readonly ports: readonly LinkedPort[]
  readonly containers: readonly LinkedContainer[]
  readonly jobs: readonly LinkedJob[]
  readonly needs: ReadonlyMap<string, ResolvedNeed>
  /** Resources of its hosts that nobody else may use, with the settings of some nodes. */
  readonly claimsWith: (root: Mapping) => Claims
  /** Only one of it may run on a node, over all environments. */
  readonly exclusive: Scalar | undefined
  /** Instances whose address it was given, with the ports; complete once its files are rendered. */
  readonly contacts: ReadonlyMap<string, ReadonlySet<string>>
  /** The instance's settings. */
  readonly root: Mapping
  /** Settings that the commands of its daemons read, by path. */
  readonly commandReads: ReadonlySet<string>
  /** The arguments of each container's daemon with other settings. */
  readonly commandsWith: (root: Mapping) => ReadonlyMap<string, readonly string[]>
  /** Settings that decide its structure, by path. */
  readonly structural: ReadonlySet<string>
  /** Nothing was wrong in its definition, so a chart can be made of it. */
  readonly sound: boolean
}

/** Kind of resource → names. */
export type Claims = ReadonlyMap<string, readonly Scalar[]>

export interface LinkedPort extends Port {
  readonly at: Place
  readonly nodeAt: Place | undefined
  readonly ingressAt: Place | undefined
}

export type LinkedProgram = Omit<Program, 'files'> & {
  readonly files: readonly LinkedFile[]
  /** Its name, or its description where it has none. */
  readonly at: Place
}
export type LinkedContainer = Omit<Container, 'files' | 'before'> & {
  readonly at: Place
  readonly files: readonly LinkedFile[]
  readonly before: readonly (LinkedProgram & { readonly name: string })[]
}
export type LinkedJob = Omit<Job, 'files'> & {
  readonly files: readonly LinkedFile[]
  /** Name of the need that brings it; undefined for a command of the definition. */
  readonly need?: string
}

/** A configuration file whose text is not made yet. */
export interface LinkedFile extends Omit<ConfigFile, 'content' | 'variants'> {
  readonly at: Place
  readonly format: 'ini' | 'text'
  /** Under which name the option catalogue may know what options it has. */
  readonly options: string
  readonly template: Template
  /** Settings of single nodes do not count; options that are laid over it do. */
  readonly everywhere: boolean
  /** What it reads when the settings are these. */
  readonly scope: (root: Mapping, recorder?: Set<string>) => Scope
}

/** A need of one instance, met. */
export interface ResolvedNeed {
  /** By which the definition's texts read it. */
  readonly name: string
  readonly kind: string
  readonly at: Place
  readonly definition: NeedKind | undefined
  readonly provider: PlacedInstance
  /** The port that is meant, where the provider has one. */
  readonly port: LinkedPort | undefined
  readonly parameters: Mapping
  /** Whether pods wait for its provider. */
  readonly wait: boolean
  /** What the provider tells about itself. */
  readonly facts: ReadonlyMap<string, Scalar>
  /** Local name → where the provider keeps it. */
  readonly reads: ReadonlyMap<string, SecretKey>
}

/** One secret that somebody must make. */
export interface DeclaredSecret extends SecretKey {
  readonly declaration: SecretDeclaration
  /** Who reads it, for people. */
  readonly owner: string
}
