import type { YamlMap } from '../lib/yaml-piece.ts'
import type { Context } from './context.ts'
import { metadata } from './labels.ts'
import type { Manifest } from './manifest.ts'

/** The ServiceAccount of a service, and the right to read just what its pods and jobs wait for. */
export function rbac(context: Context): readonly Manifest[] {
  const { name } = context.service
  const head = metadata(context, name)
  const account = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: head,
    automountServiceAccountToken: false,
  }
  const rules = rulesOf(context)
  const manifests: readonly Manifest[] = [{ file: 'serviceaccount.yaml', object: account }]
  if (rules.length === 0) return manifests
  const group = 'rbac.authorization.k8s.io'
  const role = { apiVersion: `${group}/v1`, kind: 'Role', metadata: head, rules }
  const binding = {
    apiVersion: `${group}/v1`,
    kind: 'RoleBinding',
    metadata: head,
    roleRef: { apiGroup: group, kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace: head['namespace'] }],
  }
  return [...manifests, { file: 'role.yaml', object: role }, { file: 'rolebinding.yaml', object: binding }]
}

function rulesOf({ service }: Context): readonly YamlMap[] {
  const waits = [service.waits, ...service.jobs.map((it) => it.waits)]
  const services = waits.some((it) => it.services.length > 0)
  const jobs = waits.some((it) => it.ownJobs.length + it.otherJobs.length > 0)
  const pods = jobs || waits.some((it) => it.local.length > 0)
  const core = [...(services ? ['endpoints', 'services'] : []), ...(pods ? ['pods'] : [])]
  return [
    ...(core.length > 0 ? [rule('', core)] : []),
    ...(jobs ? [rule('batch', ['jobs'])] : []),
    ...(services ? [rule('discovery.k8s.io', ['endpointslices'])] : []),
  ]
}

function rule(group: string, resources: readonly string[]): YamlMap {
  return { apiGroups: [group], resources, verbs: ['get', 'list'] }
}
