import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { helms, type Helm } from '../tools/helm.ts'
import { allObjects } from './all-objects.ts'
import { misplacedPods, wrongChoices } from './checks/placement.ts'
import { ownerOf } from './checks/waits.ts'
import { isComplete, isThere, type Cluster } from './cluster.ts'
import type { Node, Secret } from './control/objects.ts'
import type { Pod } from './control/pod-objects.ts'
import { observe } from './observe.ts'
import { onCluster, timed } from './on-cluster.ts'
import { copyProject, type Project } from './project.ts'

/*
 * One large cloud: three controllers with all that they run, and two agents on each of many nodes, which have no kubelet:
 * what is asked is where the scheduler puts them. What it took is printed.
 *
 * OSKC_NODES=300 npm run test:cluster -- scale    with this number of nodes instead of 300, then 1,000
 */

const test = suite('scale')
const [helm] = helms().toReversed()
const counts = (process.env['OSKC_NODES'] ?? '300,1000').split(',').map(Number)
const name = 'large'
const members = [
  ...['database', 'rpc', 'notifications', 'memcached', 'keystone', 'placement-api', 'barbican-api'],
  ...['heat-api', 'heat-api-cfn', 'heat-engine', 'horizon'],
]
const single = ['glance-api']

for (const count of helm ? counts : []) {
  const project = largeProject(count)
  const lines = project.compile()
  onCluster(test, {
    title: `${count} nodes: `,
    nodes: project.nodes,
    before: async (cluster) => {
      for (const line of lines.get(name) ?? [])
        if (!line.startsWith('helm ')) await cluster.shell(helm!, project.folder, line)
      cluster.kubelet.decide((pod) => (isAgent(pod) ? 'absent' : 'run'))
      await timed('helm install', () => install(cluster, helm!, project))
      const settled = async (): Promise<boolean> => {
        const pods = await cluster.pods(name)
        const done = pods.every((it) => (isAgent(it) ? it.spec.nodeName !== undefined : isThere(it)))
        return done && pods.length > 2 * (count - 3) && (await cluster.jobs(name)).every(isComplete)
      }
      await timed('until agents have their nodes, and all else is ready', () =>
        cluster.until('all have their nodes', settled, 1000),
      )
    },
    tests: {
      'every pod is where the compiler says, and could be nowhere else': async (cluster) => {
        const environment = project.topology().find((it) => it.name === name)!
        const pods = await cluster.pods(name)
        assert.equal(misplacedPods(environment, pods), [])
        const { workloads, jobs } = await observe(cluster, name)
        const nodes = await cluster.api.list<Node>('/api/v1/nodes')
        assert.equal(wrongChoices(environment, workloads, jobs, nodes), [])
        assert.equal(await cluster.warnings(name), [])
        const objects = Object.keys(await allObjects(cluster, name)).length
        console.log(
          `took: ${pods.length} pods, ${objects} objects, a release of ${await releaseSize(cluster)} KiB`,
        )
      },
    },
  })
}

function isAgent(pod: Pod): boolean {
  return ['relay-agent', 'relay-sidecar'].includes(ownerOf(pod))
}

function install(cluster: Cluster, program: Helm, { folder }: Project): Promise<void> {
  return cluster.shell(program, folder, `helm upgrade --install ${name} charts/${name} --namespace ${name}`)
}

/** What Helm stores, as it stores it. */
async function releaseSize({ api }: Cluster): Promise<number> {
  const secrets = await api.list<Secret>(`/api/v1/namespaces/${name}/secrets?labelSelector=owner=helm`)
  const bytes = secrets.map((it) => Buffer.from(it.data?.['release'] ?? '', 'base64').length)
  return Math.round(Math.max(...bytes) / 1024)
}

function largeProject(count: number): Project {
  const project = copyProject('fixtures/cluster')
  const node = (role: string, number: number): string =>
    `- {name: ${role}${number}, addresses: [10.${role === 'ctl' ? 0 : 1}.${number >> 8}.${number & 255}]}\n`
  const numbers = Array.from({ length: count - 3 }, (_, index) => index + 1)
  const controllers = [1, 2, 3].map((it) => node('ctl', it))
  project.write('oskc.yaml', 'environments: [large.yaml]\n')
  project.write('nodes.yaml', [...controllers, ...numbers.map((it) => node('cmp', it))].join(''))
  project.write(
    'large.yaml',
    `kubernetes: {namespace: ${name}}
nodes:
  ctl[1-3]: {roles: [controller]}
  cmp[0-9]+: {roles: [compute]}
  cmp7$: {configs: {relay: {buffers: 64}}}
roles:
  controller: [${[...members, ...single].join(', ')}]
  compute: [relay-agent, relay-sidecar]
services:
  database: {service_def: galera}
  rpc: {service_def: rabbitmq}
  notifications: {service_def: rabbitmq}
replicas: {${members.map((it) => `${it}: 3`).join(', ')}}
`,
  )
  return project
}

test.run()
