import type { InventoryNode } from './inventory.ts'
import type { Place } from './node.ts'

/*
 * What a chart is made of, everything decided: names resolved, templates filled, files rendered.
 * Strings may hold placeholders (lib/placeholder.ts) wherever a comment says so.
 */

export type WorkloadKind = 'Deployment' | 'StatefulSet' | 'DaemonSet'
export type SecurityProfile = 'restricted' | 'baseline' | 'privileged'

/** Plain data that goes into a Kubernetes object as it is. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain }
export type PlainMap = { readonly [key: string]: Plain }
export type StringMap = { readonly [key: string]: string }

/** One environment, ready to be printed as a bundle of charts. */
export interface DeployedEnvironment {
  readonly name: string
  readonly namespace: string
  /** OpenStack release, e.g. `2026.1`: the charts' appVersion. */
  readonly release: string
  readonly clusterDomain: string
  readonly imagePullPolicy: 'Always' | 'IfNotPresent' | 'Never'
  readonly placement: 'hostnames' | 'labels'
  /** Whether clients on the host network are allowed by node address or whether the port is opened to anyone. */
  readonly hostClients: 'nodes' | 'any'
  /** More source ranges of clients on the host network (tunnel addresses). */
  readonly hostSourceCidrs: readonly string[]
  readonly ingress: Ingress
  readonly storage: { readonly provider: 'claim' | 'host'; readonly class?: string }
  readonly maintainers: readonly { readonly name: string; readonly email?: string; readonly url?: string }[]
  /** Union of the nodes of all services, sorted by name: where jobs may run. */
  readonly nodes: readonly InventoryNode[]
  /** The init container that waits for dependencies. */
  readonly wait: { readonly image: Image; readonly command: readonly string[] }
  /** The script of the configure step, the same bytes in every chart. */
  readonly configureScript: string
  /** Numbers of rotated secrets, by `secret name/key`; absent means 0. */
  readonly rotations: ReadonlyMap<string, number>
  /** Sorted by name. */
  readonly services: readonly DeployedService[]
}

export interface Ingress {
  readonly enabled: boolean
  readonly domain: string
  readonly port: number
  readonly class?: string
  readonly tlsSecret?: string
  readonly annotations: StringMap
}

/** One instance of a service in one environment: becomes one chart. */
export interface DeployedService {
  /** Instance name: names the chart, the workload and the Service. */
  readonly name: string
  /** Name of the definition, e.g. `rabbitmq` for the instance `rpc`. */
  readonly service: string
  readonly component: string
  readonly description: string
  /** Where the instance was asked for. */
  readonly at: Place
  readonly kind: WorkloadKind
  /** Pods; for a DaemonSet the number of its nodes. */
  readonly replicas: number
  /** The nodes it may run on, sorted by name. */
  readonly nodes: readonly InventoryNode[]
  /** Replicas are compiled into files or commands, so they are no knob of the chart. */
  readonly members: boolean
  readonly headless: boolean
  readonly hostNetwork: boolean
  readonly hostPID: boolean
  readonly hostIPC: boolean
  readonly shareProcessNamespace: boolean
  readonly strategy?: 'RollingUpdate' | 'Recreate'
  readonly podManagement: 'Parallel' | 'OrderedReady'
  readonly antiAffinity?: 'local' | 'global'
  /** A restart hurts what runs beside it: DaemonSets get OnDelete under placement by hostnames. */
  readonly disruptive: boolean
  readonly update: { readonly maxUnavailable?: number | string; readonly maxSurge?: number | string }
  /** Seconds. */
  readonly terminationGracePeriod: number
  readonly annotations: { readonly pod: StringMap; readonly service: StringMap }
  readonly tolerations: readonly PlainMap[]
  readonly ports: readonly Port[]
  readonly containers: readonly Container[]
  /** In the order in which they were declared: those of needs this service owns, then its own `single` commands. */
  readonly jobs: readonly Job[]
  /** What the workload's pods wait for before the first container starts. */
  readonly waits: Waits
  /** Who may open connections to it, beside its own members on `peers` ports; sorted by name. */
  readonly clients: readonly Client[]
}

export interface Port {
  readonly name: string
  /** Container port, and port of the Service. */
  readonly cont: number
  /** Fixed node port. */
  readonly node?: number
  /** Subdomain under the ingress domain; an Ingress is made only when ingress is enabled. */
  readonly ingress?: string
  readonly protocol: 'TCP' | 'UDP'
  /** Members of the service talk to each other here. */
  readonly peers: boolean
}

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

/** A command that runs once: becomes a Kubernetes Job named `<instance>-<name>-<hash>`. */
export interface Job extends Program {
  readonly name: string
  readonly at: Place
  readonly waits: Waits
  readonly backoffLimit: number
  /** Runs in a pod on the host network, as its service does. */
  readonly hostNetwork: boolean
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

/** What must be there before something starts; resolved to names of this namespace. */
export interface Waits {
  /** Services with at least one ready endpoint. */
  readonly services: readonly string[]
  /** Jobs of the same chart, by the name they have in `jobs`. */
  readonly ownJobs: readonly string[]
  /** Jobs of other charts, by stable labels. */
  readonly otherJobs: readonly { readonly instance: string; readonly job: string }[]
  /** Instances (DaemonSets) that must be ready on the same node. */
  readonly local: readonly string[]
}

/** Somebody who may connect. */
export interface Client {
  readonly name: string
  readonly hostNetwork: boolean
  /** Where it runs: its addresses matter when it is on the host network. */
  readonly nodes: readonly InventoryNode[]
  /** Names of the ports it connects to. */
  readonly ports: readonly string[]
}
