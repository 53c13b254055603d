/* The parts of Kubernetes objects that tests look at. */

import type { PodSpec } from './pod-objects.ts'

export type StringMap = Readonly<Record<string, string>>

export interface Metadata {
  readonly name: string
  readonly namespace?: string
  readonly uid?: string
  readonly resourceVersion?: string
  readonly generation?: number
  readonly labels?: StringMap
  readonly annotations?: StringMap
  readonly deletionTimestamp?: string
  readonly ownerReferences?: readonly { readonly kind: string; readonly name: string; readonly uid: string }[]
}

export interface KubernetesObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: Metadata
}

export interface ObjectList<T> {
  readonly metadata: { readonly resourceVersion: string }
  readonly items: readonly T[]
}

export interface Node extends KubernetesObject {
  readonly status?: {
    readonly addresses?: readonly { readonly type: string; readonly address: string }[]
    readonly conditions?: readonly Condition[]
  }
}

export interface Condition {
  readonly type: string
  readonly status: string
  readonly reason?: string
  readonly message?: string
}

export interface ConfigMap extends KubernetesObject {
  readonly data?: StringMap
  readonly binaryData?: StringMap
}

export interface Secret extends KubernetesObject {
  readonly type?: string
  readonly data?: StringMap
}

export interface Workload extends KubernetesObject {
  readonly kind: 'Deployment' | 'StatefulSet' | 'DaemonSet'
  readonly spec: {
    readonly replicas?: number
    readonly selector: LabelSelector
    readonly template: { readonly metadata: Metadata; readonly spec: PodSpec }
    readonly updateStrategy?: { readonly type?: string }
    readonly volumeClaimTemplates?: readonly KubernetesObject[]
  }
}

export interface Job extends KubernetesObject {
  readonly spec: { readonly backoffLimit?: number; readonly template: { readonly spec: PodSpec } }
  readonly status?: {
    readonly succeeded?: number
    readonly failed?: number
    readonly conditions?: readonly Condition[]
  }
}

export interface Service extends KubernetesObject {
  readonly spec: {
    readonly type?: string
    readonly clusterIP?: string
    readonly selector?: StringMap
    readonly publishNotReadyAddresses?: boolean
    readonly ports: readonly ServicePort[]
  }
}

export interface ServicePort {
  readonly name?: string
  readonly port: number
  readonly protocol?: string
  readonly targetPort?: number | string
  readonly nodePort?: number
}

export interface EndpointSlice extends KubernetesObject {
  readonly endpoints?: readonly {
    readonly addresses?: readonly string[]
    readonly conditions?: { readonly ready?: boolean }
    readonly nodeName?: string
    readonly targetRef?: { readonly kind: string; readonly name: string; readonly uid: string }
  }[]
  readonly ports?: readonly { readonly name?: string; readonly port?: number; readonly protocol?: string }[]
}

export interface Event extends KubernetesObject {
  readonly type: 'Normal' | 'Warning'
  readonly reason: string
  readonly message?: string
  readonly note?: string
  readonly involvedObject?: { readonly kind: string; readonly name: string; readonly namespace?: string }
}

export interface LabelSelector {
  readonly matchLabels?: StringMap
  readonly matchExpressions?: readonly {
    readonly key: string
    readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'
    readonly values?: readonly string[]
  }[]
}
