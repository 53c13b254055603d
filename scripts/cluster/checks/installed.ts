import type { Cluster } from '../cluster.ts'
import { isComplete, isThere } from '../cluster.ts'
import type { ConfigMap, Node, Secret } from '../control/objects.ts'
import { objectsIn, observe } from '../observe.ts'
import type { Project, TopologyEnvironment } from '../project.ts'
import { missingFiles, type definitionsOf } from './definitions.ts'
import { wrongBudgets } from './apart.ts'
import { partedMembers, unreachable } from './edges.ts'
import { wrongEndpoints } from './endpoints.ts'
import { wantedWithin } from './expected-traffic.ts'
import { secretValues, unusedFiles, wrongConfigMaps, wrongContents, type FilesOf } from './files.ts'
import { metNeeds } from './met-needs.ts'
import { blocked, openToAll, openWithin, published, readNetwork, wantedIn } from './network.ts'
import { misplacedPods, wrongChoices } from './placement.ts'
import { wrongRights } from './rights.ts'
import { deadAddresses } from './told-outside.ts'
import { lostVolumes, notApart } from './volumes.ts'
import { wrongWaits } from './waits.ts'

/** An environment that was installed, and all that it is compared with. */
export interface Installed {
  readonly cluster: Cluster
  readonly project: Project
  readonly environment: TopologyEnvironment
  readonly definitions: ReturnType<typeof definitionsOf>
  readonly filesOf: FilesOf
  /** Namespaces in which nothing of it may have rights. */
  readonly others: readonly string[]
}

/** What has to be true of an environment once it is installed, by what each check shows; complaints are sentences. */
export const checks = {
  'every pod is ready, every job complete': async ({ cluster, project, environment: { name, services } }) => {
    const { pods, jobs, workloads } = await observe(cluster, name)
    const found = workloads.map((it) => `${it.kind} ${it.metadata.name}`)
    const wanted = services.map((it) => `${it.kind} ${it.name}`)
    const graph = project.graph(name).nodes.filter((it) => it.kind === 'job')
    return [
      ...wanted.filter((it) => !found.includes(it)).map((it) => `there is no ${it}`),
      ...found.filter((it) => !wanted.includes(it)).map((it) => `nobody asked for the ${it}`),
      ...(jobs.length === graph.length ? [] : [`there are ${jobs.length} jobs, not ${graph.length}`]),
      ...pods.filter((it) => !isThere(it)).map((it) => `${it.metadata.name} is not ready`),
      ...jobs.filter((it) => !isComplete(it)).map((it) => `${it.metadata.name} is not complete`),
    ]
  },
  'nothing warned': ({ cluster, environment: { name } }) => cluster.warnings(name),
  'pods run exactly where the topology says, and could run nowhere else': async ({
    cluster,
    environment,
  }) => {
    const nodes = await cluster.api.list<Node>('/api/v1/nodes')
    const { pods, workloads, jobs } = await observe(cluster, environment.name)
    return [...misplacedPods(environment, pods), ...wrongChoices(environment, workloads, jobs, nodes)]
  },
  'members that keep apart do, and budgets count them': async (it) => {
    const { workloads } = await observe(it.cluster, it.environment.name)
    return [
      ...notApart(it.environment.services, it.definitions, workloads),
      ...(await wrongBudgets(it.cluster, it.environment.name)),
    ]
  },
  'Services lead to their own pods, at ports that these have': async ({ cluster, environment: { name } }) =>
    wrongEndpoints(await observe(cluster, name)),
  'pods wait for what the graph says': async ({ cluster, project, environment: { name } }) => {
    const { pods, jobs } = await observe(cluster, name)
    return wrongWaits(project.graph(name), name, pods, jobs, cluster.kubelet)
  },
  'ServiceAccounts may read what their pods wait for, and nothing more': ({
    cluster,
    environment: { name },
    others,
  }) => wrongRights(cluster, name, others),
  'every file is written as it was compiled for its node': async ({
    cluster,
    environment: { name },
    filesOf,
  }) => {
    const secrets = secretValues(await objectsIn<Secret>(cluster, name, 'api/v1/secrets'))
    return wrongContents(await cluster.pods(name), cluster.kubelet, secrets, filesOf)
  },
  'every file and every volume that a definition asks for is at its path': async (it) => {
    const { pods, workloads } = await observe(it.cluster, it.environment.name)
    const { services } = it.environment
    return [
      ...missingFiles(services, it.definitions, pods, it.cluster.kubelet),
      ...lostVolumes(services, it.definitions, workloads),
    ]
  },
  'ConfigMaps hold the compiled files, and nothing that nobody reads': async (it) => {
    const { name, services } = it.environment
    const maps = await objectsIn<ConfigMap>(it.cluster, name, 'api/v1/configmaps')
    return [
      ...services.flatMap((one) => wrongConfigMaps(maps, one.name, it.project.filesOf(name, one.name))),
      ...unusedFiles(maps, await it.cluster.pods(name), it.cluster.kubelet),
    ]
  },
  'policies let through whatever pods were told to connect to, and what they wait for': async ({
    cluster,
    project,
    environment: { name, services },
    definitions,
  }) => {
    const network = await readNetwork(cluster, [name])
    const wanted = wantedIn(network, name, cluster)
    const met = metNeeds(network, name, services, definitions)
    if (wanted.length === 0) return ['nobody wants to connect to anybody']
    return [
      ...new Set([
        ...blocked(network, [...wanted, ...met]),
        ...unreachable(network, name, project.graph(name)),
        ...partedMembers(network, name, services, definitions),
      ]),
    ]
  },
  'and inside an environment nothing else': async ({ cluster, environment, definitions }) => {
    const { name, services } = environment
    const network = await readNetwork(cluster, [name])
    const wanted = [...wantedIn(network, name, cluster), ...metNeeds(network, name, services, definitions)]
    const expected = wantedWithin(network, name, wanted, services, definitions)
    const more = openWithin(network, name).filter((it) => !expected.includes(it))
    return more.map((it) => `nobody asked for this connection: ${it}`)
  },
  'what is published is open to all, and nothing else is': async ({
    cluster,
    project,
    environment: { name },
  }) => {
    const network = await readNetwork(cluster, [name])
    const [open, wanted] = [openToAll(network, name), published(network, name)]
    return [
      ...open.filter((it) => !wanted.includes(it)).map((it) => `${it} is open to all`),
      ...wanted.filter((it) => !open.includes(it)).map((it) => `${it} is published, but not open`),
      ...deadAddresses(network, name, project, cluster),
    ]
  },
} satisfies Readonly<Record<string, (it: Installed) => Promise<readonly string[]>>>

/** The name of a check. */
export type Check = keyof typeof checks
