import type { KubernetesObject, LabelSelector } from './objects.ts'

/* Objects that say who may reach whom. */

export interface NetworkPolicy extends KubernetesObject {
  readonly spec: {
    readonly podSelector?: LabelSelector
    readonly policyTypes?: readonly ('Ingress' | 'Egress')[]
    readonly ingress?: readonly IngressRule[]
    readonly egress?: readonly unknown[]
  }
}

export interface IngressRule {
  readonly from?: readonly PolicyPeer[]
  readonly ports?: readonly PolicyPort[]
}

export interface PolicyPeer {
  readonly podSelector?: LabelSelector
  readonly namespaceSelector?: LabelSelector
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] }
}

export interface PolicyPort {
  readonly port?: number | string
  readonly endPort?: number
  readonly protocol?: string
}

export interface Ingress extends KubernetesObject {
  readonly spec: {
    readonly rules?: readonly {
      readonly host?: string
      readonly http?: { readonly paths: readonly { readonly backend: IngressBackend }[] }
    }[]
    readonly defaultBackend?: IngressBackend
  }
}

export interface IngressBackend {
  readonly service?: {
    readonly name: string
    readonly port: { readonly name?: string; readonly number?: number }
  }
}
