import type { Condition, KubernetesObject, LabelSelector, StringMap } from './objects.ts'

/* What a pod is made of, as far as tests look at it. */

export interface Pod extends KubernetesObject {
  readonly spec: PodSpec
  readonly status?: {
    readonly phase?: 'Pending' | 'Running' | 'Succeeded' | 'Failed'
    readonly podIP?: string
    readonly podIPs?: readonly { readonly ip: string }[]
    readonly hostIP?: string
    readonly conditions?: readonly Condition[]
  }
}

export interface PodSpec {
  readonly nodeName?: string
  readonly hostNetwork?: boolean
  readonly shareProcessNamespace?: boolean
  readonly nodeSelector?: StringMap
  readonly affinity?: Affinity
  readonly serviceAccountName?: string
  readonly restartPolicy?: 'Always' | 'OnFailure' | 'Never'
  readonly securityContext?: SecurityContext & { readonly fsGroup?: number }
  readonly initContainers?: readonly Container[]
  readonly containers: readonly Container[]
  readonly terminationGracePeriodSeconds?: number
  readonly volumes?: readonly Volume[]
}

export interface Affinity {
  readonly podAntiAffinity?: {
    readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly unknown[]
  }
  readonly nodeAffinity?: {
    readonly requiredDuringSchedulingIgnoredDuringExecution?: {
      readonly nodeSelectorTerms: readonly LabelSelector[]
    }
  }
}

export interface SecurityContext {
  readonly runAsUser?: number
  readonly runAsGroup?: number
  readonly runAsNonRoot?: boolean
  readonly readOnlyRootFilesystem?: boolean
  readonly privileged?: boolean
  readonly allowPrivilegeEscalation?: boolean
  readonly capabilities?: { readonly add?: readonly string[] }
}

export interface Container {
  readonly name: string
  readonly image: string
  readonly command?: readonly string[]
  readonly args?: readonly string[]
  readonly env?: readonly EnvVar[]
  readonly ports?: readonly ContainerPort[]
  readonly volumeMounts?: readonly VolumeMount[]
  readonly securityContext?: SecurityContext
  readonly resources?: Resources
  readonly startupProbe?: Probe
  readonly readinessProbe?: Probe
  readonly livenessProbe?: Probe
  readonly lifecycle?: { readonly postStart?: Probe; readonly preStop?: Probe }
}

export interface Resources {
  readonly requests?: StringMap
  readonly limits?: StringMap
}

export interface ContainerPort {
  readonly name?: string
  readonly containerPort: number
  readonly hostPort?: number
  readonly hostIP?: string
  readonly protocol?: string
}

export interface Probe {
  readonly httpGet?: { readonly port: number | string; readonly path?: string; readonly host?: string }
  readonly tcpSocket?: { readonly port: number | string }
  readonly exec?: { readonly command: readonly string[] }
  readonly timeoutSeconds?: number
  readonly periodSeconds?: number
}

export interface EnvVar {
  readonly name: string
  readonly value?: string
  readonly valueFrom?: {
    readonly fieldRef?: FieldRef
    readonly secretKeyRef?: KeyRef
    readonly configMapKeyRef?: KeyRef
    readonly resourceFieldRef?: unknown
  }
}

export interface FieldRef {
  readonly fieldPath: string
}

export interface KeyRef {
  readonly name: string
  readonly key: string
  readonly optional?: boolean
}

export interface VolumeMount {
  readonly name: string
  readonly mountPath: string
  readonly subPath?: string
  readonly subPathExpr?: string
  readonly readOnly?: boolean
}

export interface KeyToPath {
  readonly key: string
  readonly path: string
  readonly mode?: number
}

export interface Volume extends VolumeSource {
  readonly name: string
  readonly emptyDir?: { readonly medium?: string; readonly sizeLimit?: string }
  readonly hostPath?: { readonly path: string; readonly type?: string }
  readonly persistentVolumeClaim?: { readonly claimName: string }
  readonly secret?: {
    readonly secretName: string
    readonly items?: readonly KeyToPath[]
    readonly defaultMode?: number
    readonly optional?: boolean
  }
  readonly projected?: { readonly sources: readonly ProjectedSource[]; readonly defaultMode?: number }
}

interface VolumeSource {
  readonly configMap?: {
    readonly name: string
    readonly items?: readonly KeyToPath[]
    readonly defaultMode?: number
    readonly optional?: boolean
  }
  readonly downwardAPI?: {
    readonly items: readonly DownwardItem[]
    readonly defaultMode?: number
  }
}

export interface DownwardItem {
  readonly path: string
  readonly mode?: number
  readonly fieldRef?: FieldRef
}

export interface ProjectedSource extends VolumeSource {
  readonly secret?: {
    readonly name: string
    readonly items?: readonly KeyToPath[]
    readonly optional?: boolean
  }
  readonly serviceAccountToken?: {
    readonly path: string
    readonly audience?: string
    readonly expirationSeconds?: number
  }
}
