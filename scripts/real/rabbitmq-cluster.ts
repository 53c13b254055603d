import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { plainObjects } from '../../compiler/9-chart/example.test-support.ts'
import { compile } from '../../compiler/compile.ts'
import { readProject } from '../../compiler/edge/read-project.ts'
import type { DeployedEnvironment } from '../../compiler/model/deployment.ts'
import type { Lab } from './rabbitmq-lab.ts'
import { layPod, type Pod, type PodSpec } from './rabbitmq-pod.ts'
import type { Store } from './rabbitmq-volumes.ts'

interface Workload {
  readonly spec: {
    readonly replicas: number
    readonly serviceName: string
    readonly template: { readonly spec: PodSpec }
    readonly volumeClaimTemplates: readonly [{ readonly metadata: { readonly name: string } }]
  }
}

interface ConfigMap {
  readonly metadata: { readonly name: string }
  readonly data: Readonly<Record<string, string>>
}

/** An instance of RabbitMQ. */
export interface Cluster {
  readonly members: readonly Pod[]
  /** The administrator's password in the Secret; takes effect when a pod is made. */
  setPassword(password: string): void
  /** What a member's management API answers the administrator, with the password in the Secret or another one. */
  ask(member: Pod, path: string, password?: string): Promise<Answer>
  /** The members that each member sees running, if all are ready and see the same. */
  whole(): Promise<readonly string[] | undefined>
}

/** An HTTP status, and the data that came with it; 0 where no answer came. */
export interface Answer {
  readonly status: number
  readonly data: unknown
}

/** A project with two instances of three members, and a service that has a user on one of them. */
const project = {
  'nodes.yaml': `
- {name: ctl1, hostname: ctl1, addresses: [192.0.2.11]}
- {name: ctl2, hostname: ctl2, addresses: [192.0.2.12]}
- {name: ctl3, hostname: ctl3, addresses: [192.0.2.13]}
`,
  'environments/cloud.yaml': `
nodes: {'ctl[0-9]+$': {roles: [controller]}}
roles: {controller: [mariadb, memcached, keystone, rpc, notifications]}
replicas: {rpc: 3, notifications: 3}
services: {rpc: {service_def: rabbitmq}, notifications: {service_def: rabbitmq}}
`,
}

/** Compiles the project. */
export function compileProject({ folder }: Lab): DeployedEnvironment {
  for (const [path, text] of Object.entries(project)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const { sources, environments: environmentFiles, inventory } = readProject({ cwd: folder, directory: '.' })
  const { environments, diagnostics } = compile(sources, { environmentFiles, inventory })
  const [environment] = environments
  if (!environment) throw new Error(diagnostics.map((it) => it.message).join('\n'))
  return environment
}

/** The objects of one of its services by the file that they stand in, and what its ConfigMaps hold. */
export function objectsOf(
  environment: DeployedEnvironment,
  name: string,
): { readonly objects: ReadonlyMap<string, unknown>; readonly configMaps: Store } {
  const objects = plainObjects(
    environment.services.find((it) => it.name === name)!,
    environment,
  )
  const maps = ['configmap.yaml', 'configmap-configure.yaml'].map(
    (it) => objects.get(it) as unknown as ConfigMap,
  )
  return { objects, configMaps: new Map(maps.map((it) => [it.metadata.name, it.data])) }
}

/** Lays the pods of an instance. */
export function layCluster(lab: Lab, environment: DeployedEnvironment, instance: string): Cluster {
  const { objects, configMaps } = objectsOf(environment, instance)
  const { spec } = objects.get('statefulset.yaml') as Workload
  const values = { 'erlang-cookie': randomBytes(32).toString('hex'), 'admin-password': '' }
  const secrets: Store = new Map([[`service-${instance}`, values]])
  const domain = `${environment.namespace}.svc.${environment.clusterDomain}`
  const members = Array.from({ length: spec.replicas }, (_, index) => {
    const name = `${instance}-${index}`
    // Its own name, and that of the Service.
    const hosts = [`${name}.${spec.serviceName}.${domain}`, `${instance}.${domain}`]
    const claim = spec.volumeClaimTemplates[0].metadata.name
    return layPod(lab, { name, hosts, spec: spec.template.spec, claim, configMaps, secrets })
  })
  const ask: Cluster['ask'] = (member, path, password = values['admin-password']) =>
    answerOf(`http://${member.address()}:15672/api/${path}`, password)
  return {
    members,
    ask,
    setPassword(password) {
      values['admin-password'] = password
    },
    async whole() {
      const views = await Promise.all(members.map((it) => view(it, ask)))
      return views.every((it) => it && it.join() === views[0]!.join()) ? views[0] : undefined
    },
  }
}

interface Node {
  readonly name: string
  readonly running: boolean
}

/** The names of the pods that a ready member sees running. */
async function view(member: Pod, ask: Cluster['ask']): Promise<readonly string[] | undefined> {
  if (!(await member.ready())) return undefined
  const { status, data } = await ask(member, 'nodes?columns=name,running')
  if (status !== 200) return undefined
  const running = (data as readonly Node[]).filter((it) => it.running)
  return running.map((it) => it.name.replace(/^rabbit@([^.]*).*/, '$1')).toSorted()
}

async function answerOf(url: string, password: string): Promise<Answer> {
  const authorization = `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`
  try {
    const answer = await fetch(url, { headers: { authorization }, signal: AbortSignal.timeout(10_000) })
    return { status: answer.status, data: await answer.json() }
  } catch {
    return { status: 0, data: undefined }
  }
}
