import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { helms } from '../tools/helm.ts'
import { definitionsOf } from './checks/definitions.ts'
import { checks, type Installed } from './checks/installed.ts'
import type { FilesOf } from './checks/files.ts'
import type { Cluster } from './cluster.ts'
import { filesByNode } from './node-charts.ts'
import { networkTests } from './network-tests.ts'
import { onCluster } from './on-cluster.ts'
import type { TopologyEnvironment } from './project.ts'
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
      ...Object.fromEntries(
        Object.entries(checks).map(([name, check]) => [
          name,
          async (cluster: Cluster) => {
            for (const it of environments) assert.equal(await check(installed(cluster, it)), [])
          },
        ]),
      ),
      'the inventory that is made of these nodes is the one that was compiled': async (cluster) => {
        const { stdout } = await cluster.kubectl(['get', 'nodes', '-o', 'json'])
        project.write('nodes-of-the-cluster.json', stdout)
        project.write('nodes-found.yaml', project.oskc('inventory', 'nodes-of-the-cluster.json'))
        assert.equal(project.nodes('nodes-found.yaml'), project.nodes())
      },
      ...networkTests({ environments, project }),
    },
  })

function installed(cluster: Cluster, environment: TopologyEnvironment): Installed {
  const others = [...environments.map((it) => it.name), 'default', 'kube-system']
  const filesOf: FilesOf = (...of) => filesByNode(project, environment)(...of)
  return { cluster, project, environment, definitions, filesOf, others }
}

test.run()
