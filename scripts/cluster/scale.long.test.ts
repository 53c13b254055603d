import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { helms, type Helm } from '../tools/helm.ts'
import { allObjects } from './all-objects.ts'
import { misplacedPods, wrongChoices } from './checks/placement.ts'
import { isComplete, isThere, type Cluster } from './cluster.ts'
import type { Node, Secret } from './control/objects.ts'
import type { Pod } from './control/pod-objects.ts'
import { observe } from './observe.ts'
import { onCluster, timed } from './on-cluster.ts'
import { copyProject, type Project } from './project.ts'

/*
 * One large cloud: three controllers with all that they run, and on each of many nodes what makes servers and their
 * networks. These nodes have no kubelet: what is asked is where the scheduler puts their pods. What it took is printed.
 *
 * OSKC_NODES=300 npm run test:cluster -- scale    with this number of nodes instead of 300, then 1,000
 */

const test = suite('scale')
const [helm] = helms().toReversed()
const counts = (process.env['OSKC_NODES'] ?? '300,1000').split(',').map(Number)
const name = 'large'
const members = [
  ...['database', 'rpc', 'notifications', 'memcached', 'keystone', 'placement-api', 'barbican-api'],
  ...['nova-api', 'nova-conductor', 'nova-scheduler', 'nova-novncproxy', 'neutron-server'],
  ...['heat-api', 'heat-api-cfn', 'heat-engine', 'horizon'],
]
const single = ['glance-api']
const gateways = ['neutron-dhcp-agent', 'neutron-l3-agent', 'neutron-metadata-agent']
const networks = ['openvswitch-db', 'openvswitch-vswitchd', 'neutron-openvswitch-agent']
const computes = ['nova-compute', 'nova-libvirt', ...networks]

for (const count of helm ? counts : []) {
  const project = largeProject(count)
  const lines = project.compile()
  onCluster(test, {
    title: `${count} nodes: `,
    nodes: project.nodes,
    before: async (cluster) => {
      for (const line of lines.get(name) ?? [])
        if (!line.startsWith('helm ')) await cluster.shell(helm!, project.folder, line)
      cluster.kubelet.decide((pod) => (isOnCompute(pod) ? 'absent' : 'run'))
      await timed('helm install', () => install(cluster, helm!, project))
      const settled = async (): Promise<boolean> => {
        const pods = await cluster.pods(name)
        const done = pods.every((it) => isOnCompute(it) || isThere(it))
        const enough = pods.length > computes.length * (count - 3)
        return done && enough && (await cluster.jobs(name)).every(isComplete)
      }
      await timed('until all have their nodes, and those of the controllers are ready', () =>
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
        // A simulated node whose sign of life comes late has a taint until then. Every pod has its node, as was seen.
        const late = (text: string): boolean => /FailedScheduling: .*had untolerated taint/.test(text)
        assert.equal(
          (await cluster.warnings(name)).filter((it) => !late(it)),
          [],
        )
        const objects = Object.keys(await allObjects(cluster, name)).length
        console.log(
          `took: ${pods.length} pods, ${objects} objects, a release of ${await releaseSize(cluster)} KiB`,
        )
      },
    },
  })
}

function isOnCompute({ spec }: Pod): boolean {
  return spec.nodeName?.startsWith('cmp') === true
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
  const project = copyProject('fixtures/reference')
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
  cmp7$: {configs: {nova: {conf: {nova.conf: {DEFAULT: {reserved_host_memory_mb: 4096}}}}}}
roles:
  controller: [${[...members, ...single, ...gateways, ...networks].join(', ')}]
  compute: [${computes.join(', ')}]
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
