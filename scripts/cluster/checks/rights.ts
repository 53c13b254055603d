import type { Cluster } from '../cluster.ts'
import type { Api } from '../control/api.ts'
import type { Awaited } from '../kubelet/entrypoint.ts'
import { objectsIn } from '../observe.ts'

/* What the ServiceAccounts may do, as the API server itself says it, compared with what their pods wait for. */

interface Rule {
  readonly verbs: readonly string[]
  readonly apiGroups?: readonly string[]
  readonly resources?: readonly string[]
  readonly resourceNames?: readonly string[]
}

/** What the program that waits has to read, by its documentation: for each kind of dependency. */
const needed: Readonly<Record<Awaited['kind'], readonly string[]>> = {
  service: ['services', 'endpoints', 'endpointslices.discovery.k8s.io'],
  job: ['jobs.batch', 'pods'],
  pod: ['pods'],
}

/** `verb resource` for all that somebody has to be allowed. */
export function neededRights(waits: readonly Awaited[]): readonly string[] {
  const resources = new Set(waits.flatMap((it) => needed[it.kind]))
  return [...resources].flatMap((it) => [`get ${it}`, `list ${it}`]).toSorted()
}

/** `verb resource` for all that a ServiceAccount is allowed in a namespace. */
export async function rightsOf(api: Api, account: Account, namespace: string): Promise<readonly string[]> {
  const own = api.as(await tokenOf(api, account))
  const review = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectRulesReview',
    spec: { namespace },
  }
  const { status } = await own.create<{ readonly status: { readonly resourceRules: readonly Rule[] } }>(
    '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
    review,
  )
  const rights = status.resourceRules.flatMap(
    ({ verbs, apiGroups = [], resources = [], resourceNames = [] }) =>
      apiGroups
        .flatMap((group) => resources.map((it) => (group ? `${it}.${group}` : it)))
        .flatMap((resource) => verbs.map((verb) => [verb, resource, ...resourceNames].join(' '))),
  )
  return [...new Set(rights)].toSorted()
}

/**
 * ServiceAccounts of a namespace that may do more or less than their pods need; `others` are namespaces where they are to
 * have no rights at all. What no rule can say, that there is no access to Secrets and to other pods, is tried as well.
 */
export async function wrongRights(
  cluster: Cluster,
  namespace: string,
  others: readonly string[],
): Promise<readonly string[]> {
  const { api, kubelet } = cluster
  const accounts = await objectsIn(cluster, namespace, 'api/v1/serviceaccounts')
  const pods = await cluster.pods(namespace)
  const complaints: string[] = []
  // What everybody is allowed, as somebody is to whom nobody gave anything.
  const usual = await rightsOf(api, { namespace: 'default', name: 'default' }, 'default')
  for (const { name } of accounts.map((it) => it.metadata)) {
    const own = pods.filter((it) => it.spec.serviceAccountName === name)
    const waits = own.flatMap((it) => kubelet.records.get(it.metadata.uid!)?.waitsFor ?? [])
    for (const where of new Set([namespace, ...others])) {
      const expected = where === namespace ? neededRights(waits) : []
      const found = (await rightsOf(api, { namespace, name }, where)).filter((it) => !usual.includes(it))
      if (found.join() !== expected.join())
        complaints.push(`${name} may ${found.join(', ')} in ${where}, and should: ${expected.join(', ')}`)
    }
    complaints.push(...(await forbidden(api, { namespace, name })))
  }
  return complaints
}

async function forbidden(api: Api, account: Account): Promise<readonly string[]> {
  const own = api.as(await tokenOf(api, account))
  const paths = ['secrets', 'configmaps', 'serviceaccounts', 'persistentvolumeclaims'].map(
    (it) => `/api/v1/namespaces/${account.namespace}/${it}`,
  )
  const asked = [...paths, '/api/v1/nodes', '/api/v1/secrets', '/api/v1/pods'].map(async (path) => {
    const { status } = await own.ask('GET', path)
    return status === 403 ? [] : [`${account.name} may read ${path}: ${status}`]
  })
  return (await Promise.all(asked)).flat()
}

export interface Account {
  readonly namespace: string
  readonly name: string
}

/** A token of a ServiceAccount. */
export async function tokenOf(api: Api, { namespace, name }: Account): Promise<string> {
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} }
  const { status } = await api.create<{ readonly status: { readonly token: string } }>(path, request)
  return status.token
}
