import { readFileSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { eventually } from '../real/program.ts'
import { cloudTests } from './cloud-tests.ts'
import { askForAddress, asksForMetadata, hasAgents, hasTunnel, plug, reaches } from './networks.ts'

/*
 * The networks of a cloud with the agents of Open vSwitch, run from its charts on two nodes, whose switches forward in
 * user space. Network namespaces stand for instances: they ask for their addresses, and send real packets.
 */

const nodes = ['control1', 'compute1']
const tested = cloudTests({
  project: 'openvswitch',
  environment: 'ovs',
  nodes,
  bareInterfaces: ['eth2'],
  programs: [
    ...['sudo', 'busybox', 'ovs-vswitchd', 'dnsmasq', 'haproxy'],
    ...['iptables', 'conntrack', 'arping'],
  ],
  device: '/dev/net/tun',
  // Whom the metadata agents would ask.
  pretended: ['glance-api', 'nova-api', 'nova-conductor', 'nova-scheduler', 'placement-api'],
})
const { step, release, cloud, openstack } = tested

step('neutron knows both nodes and their agents', async () => {
  await hasAgents(tested, [
    'compute1: Metadata agent',
    'compute1: Open vSwitch agent',
    'control1: DHCP agent',
    'control1: L3 agent',
    'control1: Metadata agent',
    'control1: Open vSwitch agent',
  ])
})

step('an instance is given its address through the other node', async () => {
  // It is told nothing before it listens. That it is alive it reports before that, and the first port gives it the network.
  const agent = cloud().pod('neutron-dhcp-agent').running[0]!
  await eventually('the DHCP agent listens', () =>
    readFileSync(agent.log, 'utf8').includes('DHCP agent started'),
  )
  const port = await plug(tested, 'one', 'compute1', 'int-net')
  const servers = ['port', 'list', '--device-owner', 'network:dhcp', '-f', 'json']
  await eventually('one agent gives out the addresses of the network', async () => {
    const ports = await openstack()<readonly { readonly Status: string }[]>(...servers)
    return ports.length === 1 && ports.every((it) => it.Status === 'ACTIVE')
  })
  const address = await askForAddress('one')
  assert.equal(
    port.fixed_ips.map((it) => it.ip_address),
    [address],
  )
})

step('it reaches its router, what is outside, and who answers for its metadata', async () => {
  await reaches('one', '10.0.1.1')
  await reaches('one', '10.77.0.1')
  await asksForMetadata('one')
})

step('networks in tunnels connect the nodes', async () => {
  const tunnelled = ['--provider-network-type', 'vxlan', '-f', 'json', 'tunnelled']
  await openstack()('network', 'create', ...tunnelled)
  const range = ['--subnet-range', '10.0.2.0/24', '--network', 'tunnelled', '-f', 'json', 'tunnelled']
  await openstack()('subnet', 'create', ...range)
  await plug(tested, 'two', 'compute1', 'tunnelled')
  for (const node of nodes) await hasTunnel(tested, node, 'vxlan', 'vxlan-')
})

/** Agents that are killed when they have done all, since threads of theirs stay, and what they have said by then. */
const staying = new Map([['neutron-openvswitch-agent', 'Agent caught SIGTERM, quitting daemon loop.']])
if (release === '2025.2') staying.set('neutron-dhcp-agent', 'graceful exiting of service')

step('every program ends in time when it is asked to', async () => {
  const killed = await cloud().end(['mariadb', 'rabbitmq', 'memcached', 'openvswitch-db'])
  for (const { pod, why } of killed) {
    const last = staying.get(pod.service)
    assert.ok(last, why)
    assert.match(readFileSync(pod.running[0]!.log, 'utf8'), last)
  }
})

test.run()
