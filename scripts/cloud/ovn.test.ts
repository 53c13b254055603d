import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { copyProject } from '../cluster/project.ts'
import { eventually, unusable } from '../real/program.ts'
import { releaseFolder, triedReleases } from '../real/release.ts'
import { openStackClient, type OpenStackClient } from './client.ts'
import { makeCloud, type Cloud } from './cloud.ts'
import { canIsolate } from './container.ts'
import { imageOf } from './images.ts'
import { manifestsOf } from './manifests.ts'

/*
 * The networks of a cloud on OVN, run from its charts: its databases, neutron before them, and two nodes with their
 * switches, which forward nothing. An interface of the switch stands for an instance.
 */

const environment = 'ovn'
const nodes = new Map(['control1', 'compute1'].map((it) => [it, ['eth0', 'eth1']] as const))
const database = '--db=unix:/run/openvswitch/db.sock'

const [release] = triedReleases()
const folder = releaseFolder(release!)
const programs = [
  'mariadbd',
  'memcached',
  'setpriv',
  'ip',
  'sudo',
  'haproxy',
  'ovs-vswitchd',
  'ovn-northd',
  'ovn-controller',
]
const missing = !canIsolate()
  ? 'only root may make networks, mounts and processes apart from others'
  : !folder
    ? `the programs of ${release} cannot be installed`
    : unusable('mysql', programs)

interface Agent {
  readonly 'Agent Type': string
  readonly Host: string
  readonly Alive: boolean
}

interface Port {
  readonly id: string
  readonly network_id: string
  readonly status: string
  readonly binding_host_id: string
  readonly binding_vif_type: string
}

let cloud: Cloud
let openstack: OpenStackClient
let failed = false
const scratch = mkdtempSync(join(tmpdir(), 'oskc-cloud-'))

function step(name: string, run: () => Promise<void>): void {
  test(name, async () => {
    if (missing) return console.log(`\nskipped: ${name}: ${missing}`)
    assert.not(failed, 'not run, since another one failed')
    failed = true
    await run()
    failed = false
  })
}

test.after(async () => {
  await cloud?.stop()
  if (failed) console.log(`The logs are in ${scratch}.`)
  else rmSync(scratch, { recursive: true, force: true })
})

/** Runs a command in the pod of a service on a node: its exit code. */
function inPod(service: string, node: string, ...command: readonly string[]): Promise<number> {
  const pod = cloud.servers().find((it) => it.service === service && it.pod.spec.nodeName === node)
  assert.ok(pod, `There is no ${service} on ${node}.`)
  return pod.running[0]!.execute(command, 30_000)
}

const portOf = (id: string) => openstack<Port>('port', 'show', '-f', 'json', id)

step('every job ends well and every service becomes ready', async () => {
  const project = copyProject('fixtures/ovn')
  project.write(`environments/${environment}.d/release.yaml`, `release: "${release}"\n`)
  const manifests = await manifestsOf(project, environment)
  cloud = makeCloud({
    manifests,
    folder: scratch,
    nodes,
    // Whom the metadata agents would ask.
    pretended: ['glance-api', 'nova-api', 'nova-conductor', 'nova-scheduler', 'placement-api'],
    imageOf: (reference) => imageOf(reference, folder!),
    say: (line) => console.log(`took: ${line}`),
  })
  await cloud.start()
  openstack = openStackClient(cloud, manifests)
})

step('neutron knows both nodes and their agents', async () => {
  const agents = async () => {
    const found = await openstack<readonly Agent[]>('network', 'agent', 'list', '-f', 'json')
    return found.map((it) => `${it.Host}: ${it['Agent Type']}, ${it.Alive ? 'alive' : 'dead'}`).sort()
  }
  await eventually('every agent is alive', async () => (await agents()).every((it) => it.endsWith('alive')))
  assert.equal(await agents(), [
    'compute1: OVN Controller agent, alive',
    'compute1: OVN Metadata agent, alive',
    'control1: OVN Controller Gateway agent, alive',
    'control1: OVN Metadata agent, alive',
  ])
})

step('the nodes have tunnels to each other', async () => {
  for (const node of nodes.keys())
    await eventually(`${node} has a tunnel`, async () => {
      const ask = `ovs-vsctl ${database} --bare --columns=name find Interface type=geneve | grep -q ^ovn-`
      return (await inPod('openvswitch-vswitchd', node, 'sh', '-c', ask)) === 0
    })
})

step('the router reaches the outside through the node that may', async () => {
  const owner = ['--device-owner', 'network:router_gateway']
  const [gateway] = await openstack<readonly { readonly ID: string }[]>(
    'port',
    'list',
    ...owner,
    '-f',
    'json',
  )
  await eventually(
    'the gateway is on control1',
    async () => (await portOf(gateway!.ID)).binding_host_id === 'control1',
  )
})

step(
  'a port becomes active when its interface appears on its node, and asks there for its metadata',
  async () => {
    const options = ['--network', 'int-net', '--host', 'compute1', '-f', 'json']
    const made = await openstack<Port>('port', 'create', ...options, 'one')
    assert.is(made.binding_vif_type, 'ovs')
    assert.is(made.status, 'DOWN')
    const plug = ['add-port', 'br-int', 'one', '--', 'set', 'Interface', 'one', 'type=dummy']
    const port = `external_ids:iface-id=${made.id}`
    assert.is(await inPod('openvswitch-vswitchd', 'compute1', 'ovs-vsctl', database, ...plug, port), 0)
    await eventually('the port is active', async () => (await portOf(made.id)).status === 'ACTIVE')
    // Of the network namespace that is that of the program: a socket on 169.254.169.254, port 80.
    const listens = `for it in $(grep -l haproxy /proc/[0-9]*/cmdline 2>/dev/null); do
    grep -q " FEA9FEA9:0050 .* 0A " "\${it%cmdline}net/tcp" && exit 0
  done
  exit 1`
    await eventually(
      'somebody listens in the namespace of the network',
      async () => (await inPod('neutron-ovn-metadata-agent', 'compute1', 'sh', '-c', listens)) === 0,
    )
  },
)

step('every program ends in time when it is asked to', async () => {
  const last = ['mariadb', 'rabbitmq', 'memcached', 'ovn-nb-db', 'ovn-sb-db', 'openvswitch-db']
  for (const isLast of [false, true]) {
    const group = cloud.servers().filter((it) => last.includes(it.service) === isLast)
    const ends = await Promise.allSettled(group.map((it) => cloud.end(it)))
    assert.equal(
      ends.flatMap((it) => (it.status === 'rejected' ? [String(it.reason)] : [])),
      [],
    )
  }
})

test.run()
