import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { helms } from '../tools/helm.ts'
import { definitionsOf, missingFiles } from './checks/definitions.ts'
import { wrongEndpoints } from './checks/endpoints.ts'
import { secretValues, unusedFiles, wrongConfigMaps, wrongContents } from './checks/files.ts'
import { misplacedPods, wrongChoices } from './checks/placement.ts'
import { wrongRights } from './checks/rights.ts'
import { wrongWaits } from './checks/waits.ts'
import { isComplete, isThere, type Cluster } from './cluster.ts'
import type { ConfigMap, Node, Secret } from './control/objects.ts'
import { filesByNode } from './node-charts.ts'
import { objectsIn, observe } from './observe.ts'
import { networkTests } from './network-tests.ts'
import { onCluster } from './on-cluster.ts'
import { wholeProject } from './whole-project.ts'

/* All environments side by side on the nodes of their inventory, installed by the lines that the compiler prints. */

const test = suite('install')
const { project, environments, lines } = wholeProject()
const definitions = definitionsOf(project)

for (const helm of helms())
  onCluster(test, {
    title: `Helm ${helm.version}: `,
    nodes: project.nodes,
    before: async (cluster) => {
      await Promise.all(
        environments.map(async ({ name }) => {
          for (const line of lines.get(name) ?? []) await cluster.shell(helm, project.folder, line)
          await cluster.settle(name)
        }),
      )
    },
    tests: {
      'every pod is ready, every job complete': async (cluster) => {
        for (const { name, services } of environments) {
          const { pods, jobs, workloads } = await observe(cluster, name)
          const found = workloads.map((it) => `${it.kind} ${it.metadata.name}`)
          assert.equal(found.sort(), services.map((it) => `${it.kind} ${it.name}`).sort())
          const wanted = project.graph(name).nodes.filter((it) => it.kind === 'job')
          assert.is(jobs.length, wanted.length)
          assert.ok(pods.every(isThere) && jobs.every(isComplete))
        }
      },
      'nothing warned': async (cluster) => {
        for (const { name } of environments) assert.equal(await cluster.warnings(name), [])
      },
      'pods run exactly where the topology says, and could run nowhere else': async (cluster) => {
        const nodes = await cluster.api.list<Node>('/api/v1/nodes')
        for (const environment of environments) {
          const { pods, workloads, jobs } = await observe(cluster, environment.name)
          assert.equal(misplacedPods(environment, pods), [])
          assert.equal(wrongChoices(environment, workloads, jobs, nodes), [])
        }
      },
      'the inventory that is made of these nodes is the one that was compiled': async (cluster) => {
        const { stdout } = await cluster.kubectl(['get', 'nodes', '-o', 'json'])
        project.write('nodes-of-the-cluster.json', stdout)
        project.write('nodes-found.yaml', project.oskc('inventory', 'nodes-of-the-cluster.json'))
        assert.equal(project.nodes('nodes-found.yaml'), project.nodes())
      },
      'Services lead to their own pods, at ports that these have': async (cluster) => {
        for (const { name } of environments) assert.equal(wrongEndpoints(await observe(cluster, name)), [])
      },
      'pods wait for what the graph says': async (cluster) => {
        for (const { name } of environments) {
          const { pods, jobs } = await observe(cluster, name)
          assert.equal(wrongWaits(project.graph(name), name, pods, jobs, cluster.kubelet), [])
        }
      },
      'ServiceAccounts may read what their pods wait for, and nothing more': async (cluster) => {
        const names = environments.map((it) => it.name)
        for (const name of names)
          assert.equal(await wrongRights(cluster, name, [...names, 'default', 'kube-system']), [])
      },
      'every file is written as it was compiled for its node': async (cluster) => {
        for (const environment of environments) {
          const { pods } = await observe(cluster, environment.name)
          const secrets = secretValues(await objectsIn<Secret>(cluster, environment.name, 'api/v1/secrets'))
          assert.equal(wrongContents(pods, cluster.kubelet, secrets, filesByNode(project, environment)), [])
        }
      },
      'every file that a definition asks for is at its path': async (cluster) => {
        for (const { name, services } of environments) {
          const pods = await cluster.pods(name)
          assert.equal(missingFiles(services, definitions, pods, cluster.kubelet), [])
        }
      },
      'ConfigMaps hold the compiled files, and nothing that nobody reads': async (cluster) => {
        for (const { name, services } of environments) {
          const [maps, pods] = [await configMaps(cluster, name), await cluster.pods(name)]
          for (const service of services)
            assert.equal(wrongConfigMaps(maps, service.name, project.filesOf(name, service.name)), [])
          assert.equal(unusedFiles(maps, pods, cluster.kubelet), [])
        }
      },
      ...networkTests({ project, environments }),
    },
  })

function configMaps(cluster: Cluster, namespace: string): Promise<readonly ConfigMap[]> {
  return objectsIn<ConfigMap>(cluster, namespace, 'api/v1/configmaps')
}

test.run()
