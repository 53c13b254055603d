import { toYaml } from '../lib/to-yaml.ts'
import type { DeployedEnvironment } from '../model/deployment.ts'
import { keyRank } from './key-rank.ts'
import type { PodSecurityLevel } from './pod-security-level.ts'

/** The namespace of an environment: it is created before the charts are installed, and belongs to none of them. */
export function namespaceYaml({ namespace }: DeployedEnvironment, level: PodSecurityLevel): string {
  const labels = { 'pod-security.kubernetes.io/enforce': level }
  const object = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } }
  return toYaml(object, { rank: keyRank })
}

/** Stops Helm before it installs a chart elsewhere than where it was compiled for. */
export function namespaceGuard({ name, namespace }: DeployedEnvironment): string {
  return `{{- /*
Every address in this chart has its namespace built in.
*/ -}}
{{- if ne .Release.Namespace "${namespace}" }}
{{- printf "This chart was compiled for the namespace ${namespace} (environment ${name}), not for %s: use --namespace ${namespace}." .Release.Namespace | fail }}
{{- end }}
`
}
