import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { copyProject } from '../cluster/project.ts'
import { eventually, run, unusable } from '../real/program.ts'
import { releaseFolder, triedReleases } from '../real/release.ts'
import { openStackClient, type OpenStackClient } from './client.ts'
import { makeCloud, type Cloud, type CloudPod } from './cloud.ts'
import { canIsolate } from './container.ts'
import { imageOf } from './images.ts'
import { manifestsOf } from './manifests.ts'

/*
 * The networks of a cloud with the agents of Open vSwitch, run from its charts on two nodes, whose switches forward in
 * user space. Network namespaces stand for instances: they ask for their addresses, and send real packets.
 */

const environment = 'ovs'
const nodes = new Map(['control1', 'compute1'].map((it) => [it, ['eth0', 'eth1']] as const))
const database = '--db=unix:/run/openvswitch/db.sock'

const [release] = triedReleases()
const folder = releaseFolder(release!)
const programs = [
  ...['mariadbd', 'memcached', 'setpriv', 'ip', 'sudo', 'busybox'],
  ...['ovs-vswitchd', 'dnsmasq', 'haproxy', 'iptables', 'conntrack', 'arping'],
]
const missing = !canIsolate()
  ? 'only root may make networks, mounts and processes apart from others'
  : !folder
    ? `the programs of ${release} cannot be installed`
    : !existsSync('/dev/net/tun')
      ? 'there is no /dev/net/tun'
      : unusable('mysql', programs)

interface Agent {
  readonly 'Agent Type': string
  readonly Host: string
  readonly Alive: boolean
}

interface Port {
  readonly id: string
  readonly status: string
  readonly mac_address: string
  readonly binding_vif_type: string
  readonly fixed_ips: readonly { readonly ip_address: string }[]
}

const path = { PATH: process.env['PATH']! }

let cloud: Cloud
let openstack: OpenStackClient
let instance: string
let failed = false
const scratch = mkdtempSync(join(tmpdir(), 'oskc-cloud-'))

function step(name: string, perform: () => Promise<void>): void {
  test(name, async () => {
    if (missing) return console.log(`\nskipped: ${name}: ${missing}`)
    assert.not(failed, 'not run, since another one failed')
    failed = true
    await perform()
    failed = false
  })
}

test.after(async () => {
  await cloud?.stop()
  if (failed) console.log(`The logs are in ${scratch}.`)
  else rmSync(scratch, { recursive: true, force: true })
})

function podOn(node: string, service: string): CloudPod {
  const pod = cloud.servers().find((it) => it.service === service && it.pod.spec.nodeName === node)
  assert.ok(pod, `There is no ${service} on ${node}.`)
  return pod
}

/** Runs a command in the pod of a service on a node: its exit code. */
const inPod = (node: string, service: string, ...command: readonly string[]): Promise<number> =>
  podOn(node, service).running[0]!.execute(command, 30_000)

const portOf = (id: string) => openstack<Port>('port', 'show', '-f', 'json', id)

async function ip(...args: readonly string[]): Promise<void> {
  const { code, out } = await run('ip', args, path)
  if (code !== 0) throw new Error(`ip ${args.join(' ')}: ${out}`)
}

/** Makes a port in a network and connects something on a node to it, as the compute service does; it has a namespace. */
async function plug(name: string, node: string, network: string): Promise<Port> {
  const owner = ['--device', name, '--device-owner', 'compute:nova']
  const options = ['--network', network, '--host', node, ...owner, '-f', 'json']
  const port = await openstack<Port>('port', 'create', ...options, name)
  assert.is(port.binding_vif_type, 'ovs')
  const ids = `external_ids:iface-id=${port.id} external_ids:attached-mac=${port.mac_address}`
  const kind = `type=internal external_ids:iface-status=active ${ids}`
  const add = ['ovs-vsctl', database, 'add-port', 'br-int', name, '--', 'set', 'Interface', name]
  assert.is(await inPod(node, 'openvswitch-vswitchd', ...add, ...kind.split(' ')), 0)
  await ip('netns', 'add', name)
  await ip('-n', podOn(node, 'openvswitch-vswitchd').host.namespace, 'link', 'set', name, 'netns', name)
  await ip('-n', name, 'link', 'set', name, 'address', port.mac_address, 'up')
  await eventually('the port is active', async () => (await portOf(port.id)).status === 'ACTIVE')
  return port
}

/** What a program of busybox says in the namespace of an instance. */
const inside = (name: string, ...command: readonly string[]) =>
  run('ip', ['netns', 'exec', name, 'busybox', ...command], path)

async function reaches(name: string, address: string): Promise<void> {
  await eventually(
    `${name} reaches ${address}`,
    async () => (await inside(name, 'ping', '-c', '1', '-W', '2', address)).code === 0,
  )
}

/** Asks for an address as an instance does when it starts, and takes it. */
async function askForAddress(name: string): Promise<string> {
  const taken = join(scratch, 'take')
  writeFileSync(
    taken,
    `#!/bin/sh
[ "$1" = bound ] || exit 0
ip address add "$ip/$mask" dev "$interface"
[ -z "$router" ] || ip route add default via "$router"
echo "has $ip"
`,
  )
  chmodSync(taken, 0o755)
  const ask = ['udhcpc', '-i', name, '-n', '-q', '-t', '5', '-T', '2', '-s', taken]
  let said = ''
  await eventually(`${name} is given an address`, async () =>
    (said = (await inside(name, ...ask)).out).includes('has '),
  )
  return /has (\S+)/.exec(said)![1]!
}

step('every job ends well and every service becomes ready', async () => {
  const project = copyProject('fixtures/openvswitch')
  project.write(`environments/${environment}.d/release.yaml`, `release: "${release}"\n`)
  const manifests = await manifestsOf(project, environment)
  cloud = makeCloud({
    manifests,
    folder: scratch,
    nodes,
    bareInterfaces: ['eth2'],
    // Whom the metadata agents would ask.
    pretended: ['glance-api', 'nova-api', 'nova-conductor', 'nova-scheduler', 'placement-api'],
    imageOf: (reference) => {
      const image = imageOf(reference, folder!)
      return { ...image, mounts: image.mounts.filter((it) => !it.target.endsWith('/ovs-vswitchd')) }
    },
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
    'compute1: Metadata agent, alive',
    'compute1: Open vSwitch agent, alive',
    'control1: DHCP agent, alive',
    'control1: L3 agent, alive',
    'control1: Metadata agent, alive',
    'control1: Open vSwitch agent, alive',
  ])
})

step('an instance is given its address through the other node', async () => {
  // What an agent is told while it still starts, it may miss.
  const servers = ['port', 'list', '--device-owner', 'network:dhcp', '-f', 'json']
  await eventually('addresses of the network are given out', async () => {
    const ports = await openstack<readonly { readonly Status: string }[]>(...servers)
    return ports.length === 1 && ports.every((it) => it.Status === 'ACTIVE')
  })
  const port = await plug('one', 'compute1', 'int-net')
  instance = await askForAddress('one')
  assert.equal(
    port.fixed_ips.map((it) => it.ip_address),
    [instance],
  )
})

step('it reaches its router, what is outside, and who answers for its metadata', async () => {
  await reaches('one', '10.0.1.1')
  await reaches('one', '10.77.0.1')
  // The agent knows the instance, and asks nova about it, which is not there.
  let said = ''
  await eventually('the agent asks nova', async () => {
    const get = `import urllib.request as r\nr.urlopen("http://169.254.169.254/", timeout=10)`
    said = (await run('ip', ['netns', 'exec', 'one', 'python3', '-c', get], path)).out
    return said.includes('HTTP Error 503')
  }).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${said}`)
  })
})

step('networks in tunnels connect the nodes', async () => {
  const tunnelled = ['--provider-network-type', 'vxlan', '-f', 'json', 'tunnelled']
  await openstack('network', 'create', ...tunnelled)
  const range = ['--subnet-range', '10.0.2.0/24', '--network', 'tunnelled', '-f', 'json', 'tunnelled']
  await openstack('subnet', 'create', ...range)
  await plug('two', 'compute1', 'tunnelled')
  const find = `ovs-vsctl ${database} --bare --columns=name find Interface type=vxlan | grep -q ^vxlan-`
  for (const node of nodes.keys())
    await eventually(
      `${node} has a tunnel`,
      async () => (await inPod(node, 'openvswitch-vswitchd', 'sh', '-c', find)) === 0,
    )
})

// The agent of the switch has threads that stay, and is killed when it has done all.
step('every program ends in time when it is asked to', async () => {
  const last = ['mariadb', 'rabbitmq', 'memcached', 'openvswitch-db']
  for (const isLast of [false, true]) {
    const group = cloud.servers().filter((it) => last.includes(it.service) === isLast)
    const ends = await Promise.allSettled(group.map((it) => cloud.end(it)))
    const late = group.filter((_, index) => ends[index]!.status === 'rejected')
    for (const { service, running } of late) {
      assert.is(service, 'neutron-openvswitch-agent')
      assert.match(readFileSync(running[0]!.log, 'utf8'), 'Agent caught SIGTERM, quitting daemon loop.')
    }
  }
})

test.run()
