import type { WorkloadKind } from './deployment.ts'
import type { Mapping, Node, Scalar } from './node.ts'
import type { Shape } from './shape.ts'

/** Everything that is known of services, apart from where they run. */
export interface Catalogue {
  readonly components: ReadonlyMap<string, Component>
  /** By service name. */
  readonly services: ReadonlyMap<string, ServiceEntry>
  readonly needs: ReadonlyMap<string, NeedKind>
  /** Partial's name (file name without extension) → path of its text. */
  readonly partials: ReadonlyMap<string, string>
  /** Image profiles by name. */
  readonly profiles: ReadonlyMap<string, ImageProfile>
  readonly globals: Component
  readonly retiredServices: ReadonlyMap<string, Retired>
  readonly retiredSettings: ReadonlyMap<string, Retired>
  readonly configureScript: string
}

export interface Component {
  readonly name: string
  /** Path prefix of its folder, with a final slash. */
  readonly folder: string
  readonly description: string
  /** Default of every setting, under the top-level keys that the component owns. */
  readonly defaults: Mapping
  readonly shapes: ReadonlyMap<string, Shape>
  readonly secrets: ReadonlyMap<string, SecretDeclaration>
  /** Parameters of needs that its services share, by the need's name. */
  readonly needs: Mapping | undefined
  /** OpenStack releases; empty means all. */
  readonly releases: readonly Scalar[]
  /** Its defaults could not be read, which has been reported: what seems to be missing may be there. */
  readonly broken: boolean
}

/** A definition as written: conditions and templates not yet evaluated. */
export interface ServiceEntry {
  readonly name: string
  readonly component: string
  readonly file: string
  readonly kind: WorkloadKind
  readonly description: string
  /** The `service:` mapping; undefined when the file is too broken to use. */
  readonly body: Mapping | undefined
  readonly files: Mapping | undefined
  /** Whole file, for problems that concern all of it. */
  readonly root: Node
}

export interface NeedKind {
  readonly name: string
  readonly file: string
  readonly description: string
  readonly parameters: Shape | undefined
  readonly port: string | undefined
  readonly optional: boolean
  /** Whose its jobs and secrets are: those of a component together, or those of each instance. */
  readonly per: 'component' | 'instance'
  readonly secrets: ReadonlyMap<string, SecretDeclaration>
  /** Local name → name under which the provider offers it. */
  readonly reads: ReadonlyMap<string, string>
  readonly facts: ReadonlyMap<string, Scalar>
  /** Parameter → what it is called, for parameters that only one owner on a provider may use. */
  readonly claims: ReadonlyMap<string, string>
  readonly jobs: Node | undefined
  readonly files: Mapping | undefined
  /** It could not be read, which has been reported: what seems to be missing may be there. */
  readonly broken: boolean
}

export type Generator = 'password' | 'hex' | 'fernet' | 'ssh-key' | 'certificate' | 'given'

export interface SecretDeclaration {
  readonly at: Scalar
  readonly generate: Generator
  readonly description?: string
  /** Characters. */
  readonly length?: number
  /** Keys, where the secret is a folder of keys. */
  readonly count?: number
  /** A condition, not yet decided, of a secret that all services of a component share. */
  readonly when?: Node
}

export interface ImageProfile {
  readonly name: string
  readonly wait: { readonly image: Scalar; readonly command: readonly string[] }
  readonly images: ReadonlyMap<string, ImageEntry>
}

export interface ImageEntry {
  readonly registry: string
  readonly repository: string
  /** May contain `{{release}}`. */
  readonly tag: string
  readonly user?: number
  readonly group?: number
  readonly shell: boolean
  readonly tools: readonly string[]
}

/** What became of a name that old files use. */
export interface Retired {
  readonly since: string
  readonly instead: string
}
