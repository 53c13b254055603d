import type { InventoryNode } from './inventory.ts'
import type { Place } from './node.ts'
import type { Container, Image, PlainMap, Program, StringMap } from './program.ts'

export type {
  Image,
  Program,
  Container,
  EnvVar,
  SecretKey,
  ConfigFile,
  Volume,
  EmptyDirVolume,
  HostVolume,
  StorageVolume,
  SecretVolume,
  Resources,
  Security,
  Plain,
  PlainMap,
  SecurityProfile,
  StringMap,
} from './program.ts'

/*
 * What a chart is made of, everything decided: names resolved, templates filled, files rendered.
 * Strings may hold placeholders (lib/placeholder.ts) wherever a comment says so.
 */

export type WorkloadKind = 'Deployment' | 'StatefulSet' | 'DaemonSet'
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

/** A command that runs once: becomes a Kubernetes Job named `<instance>-<name>-<hash>`. */
export interface Job extends Program {
  readonly name: string
  readonly at: Place
  readonly waits: Waits
  readonly backoffLimit: number
  /** Runs in a pod on the host network, as its service does. */
  readonly hostNetwork: boolean
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
