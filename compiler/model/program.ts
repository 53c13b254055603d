/* What runs in a container, everything decided. Strings may hold placeholders wherever a comment says so. */

export type SecurityProfile = 'restricted' | 'baseline' | 'privileged'

/** Plain data that goes into a Kubernetes object as it is. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain }
export type PlainMap = { readonly [key: string]: Plain }
export type StringMap = { readonly [key: string]: string }

export interface Image {
  /** Name in the image profile, or the reference itself when it was given in full. */
  readonly name: string
  /** Registry host with optional port, e.g. `quay.io`. */
  readonly registry: string
  readonly repository: string
  readonly tag: string
  readonly digest?: string
  readonly user?: number
  readonly group?: number
  /** Whether it has `sh` and `awk`: without them there can be no configure step. */
  readonly shell: boolean
  readonly tools: readonly string[]
}

/** A program in a container with what it needs around it: shared by workloads' containers, init containers and jobs. */
export interface Program {
  readonly image: Image
  /** Argument list; may hold placeholders of `node` and `pod` only (they become `$(VAR)`). */
  readonly command: readonly string[]
  readonly env: readonly EnvVar[]
  readonly files: readonly ConfigFile[]
  readonly volumes: readonly Volume[]
  readonly secretVolumes: readonly SecretVolume[]
  readonly resources: Resources
  readonly security: Security
}

export interface Container extends Program {
  readonly name: string
  /** `local` commands to run before it, in order, as init containers. */
  readonly before: readonly (Program & { readonly name: string })[]
  /** `local` commands to run after its start: becomes lifecycle.postStart. */
  readonly postStart?: readonly string[]
  readonly preStop?: readonly string[]
  /** Kubernetes probes, as they go into the manifest. */
  readonly probes: {
    readonly startup?: PlainMap
    readonly readiness?: PlainMap
    readonly liveness?: PlainMap
  }
}

export interface EnvVar {
  readonly name: string
  /** May hold `node` and `pod` placeholders. */
  readonly value?: string
  readonly secret?: SecretKey
}

/** One key of a Secret; or a Secret that is a folder of keys, whose files are its keys. */
export interface SecretKey {
  /** Name of the Kubernetes Secret. */
  readonly name: string
  readonly key: string
  /** The whole Secret is meant: its keys are the files of a folder. */
  readonly folder?: boolean
}

/** A configuration file inside a container. */
export interface ConfigFile {
  /** Key in `files:` of the definition, e.g. `keystone.conf`; a valid ConfigMap key. */
  readonly key: string
  /** Absolute path in the container. */
  readonly path: string
  /** Permission bits, e.g. 0o640. */
  readonly mode: number
  /** Who owns it in the container. `root`: mounted straight from the ConfigMap. */
  readonly owner: 'program' | 'root'
  /** May hold any placeholder. */
  readonly content: string
  /** What differs on some nodes, each content once; node names sorted. */
  readonly variants: readonly { readonly nodes: readonly string[]; readonly content: string }[]
}

export type Volume = EmptyDirVolume | HostVolume | StorageVolume
interface VolumeBase {
  readonly name: string
  /** Mount path in the container. */
  readonly path: string
  readonly readOnly: boolean
}
export interface EmptyDirVolume extends VolumeBase {
  readonly type: 'empty-dir'
  readonly medium?: 'Memory'
  readonly sizeLimit?: string
}
export interface HostVolume extends VolumeBase {
  readonly type: 'host'
  readonly hostPath: string
  readonly hostPathType?: string
  readonly propagation?: 'None' | 'HostToContainer' | 'Bidirectional'
}
export interface StorageVolume extends VolumeBase {
  readonly type: 'storage'
  readonly accessMode: 'ReadWriteOnce' | 'ReadWriteMany'
  readonly size: string
  readonly class?: string
}

/** Keys of one Secret, mounted as a directory (never by subPath, so rotation reaches running pods). */
export interface SecretVolume {
  readonly name: string
  readonly path: string
  readonly mode: number
  readonly secret: string
  /** Keys to mount, and the file that each becomes; empty means all of them under their own names. */
  readonly keys: readonly { readonly key: string; readonly file: string }[]
  /** A rotation is noticed by the program itself: not counted into checksums. */
  readonly live: boolean
}

export interface Resources {
  readonly requests: StringMap
  readonly limits: StringMap
}

export interface Security {
  readonly profile: SecurityProfile
  /** Why it needs more than `restricted`. */
  readonly reason?: string
  readonly user?: number
  readonly group?: number
  readonly fsGroup?: number
  readonly privileged: boolean
  readonly readOnlyRootFilesystem: boolean
  readonly capabilities: readonly string[]
}
