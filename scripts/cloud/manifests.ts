import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'
import type {
  ConfigMap,
  Job,
  KubernetesObject,
  Secret,
  Service,
  Workload,
} from '../cluster/control/objects.ts'
import { helms, runHelm } from '../tools/helm.ts'
import type { Project } from '../cluster/project.ts'

/** All objects of an environment, as Helm and `oskc secrets generate` make them. */
export interface Manifests {
  readonly namespace: string
  readonly workloads: readonly Workload[]
  readonly jobs: readonly Job[]
  readonly services: readonly Service[]
  readonly find: <T extends KubernetesObject>(kind: string, name: string) => T | undefined
}

/** Compiles an environment of a project and reads what Helm makes of its bundle. */
export async function manifestsOf(project: Project, environment: string): Promise<Manifests> {
  project.compile()
  const secrets = readFileSync(project.secrets(environment), 'utf8')
  const helm = helms().at(-1)!
  const bundle = join(project.charts, environment)
  const { stdout, stderr, exitCode } = await runHelm(helm, [
    'template',
    environment,
    bundle,
    '-n',
    environment,
  ])
  if (exitCode !== 0) throw new Error(`helm template ${environment}: ${stderr}`)
  const objects = [stdout, secrets].flatMap(documents)
  const known = new Map(objects.map((it) => [`${it.kind}/${it.metadata.name}`, it]))
  const all = <T extends KubernetesObject>(...kinds: readonly string[]) =>
    objects.filter((it) => kinds.includes(it.kind)) as unknown as readonly T[]
  return {
    namespace: environment,
    workloads: all<Workload>('Deployment', 'StatefulSet', 'DaemonSet'),
    jobs: all<Job>('Job'),
    services: all<Service>('Service'),
    find: <T extends KubernetesObject>(kind: string, name: string) =>
      known.get(`${kind}/${name}`) as T | undefined,
  }
}

function documents(text: string): readonly KubernetesObject[] {
  return parseAllDocuments(text)
    .map((it) => it.toJS() as KubernetesObject | null)
    .filter((it) => it !== null)
}

/** The bytes of a ConfigMap's keys. */
export function keysOfConfigMap({ data = {}, binaryData = {} }: ConfigMap): ReadonlyMap<string, Buffer> {
  return new Map([
    ...Object.entries(data).map(([key, it]) => [key, Buffer.from(it)] as const),
    ...Object.entries(binaryData).map(([key, it]) => [key, Buffer.from(it, 'base64')] as const),
  ])
}

/** The bytes of a Secret's keys. */
export function keysOfSecret(secret: Secret & { readonly stringData?: Readonly<Record<string, string>> }) {
  return new Map([
    ...Object.entries(secret.data ?? {}).map(([key, it]) => [key, Buffer.from(it, 'base64')] as const),
    ...Object.entries(secret.stringData ?? {}).map(([key, it]) => [key, Buffer.from(it)] as const),
  ])
}
