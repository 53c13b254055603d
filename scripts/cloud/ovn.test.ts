import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { eventually } from '../real/program.ts'
import { cloudTests } from './cloud-tests.ts'
import { askForAddress, asksForMetadata, hasAgents, hasTunnel, plug, portOf, reaches } from './networks.ts'

/*
 * The networks of a cloud on OVN, run from its charts: its databases, neutron before them, and two nodes whose switches
 * forward in user space. A network namespace stands for an instance.
 */

const nodes = ['control1', 'compute1']
const tested = cloudTests({
  project: 'ovn',
  environment: 'ovn',
  nodes,
  programs: ['sudo', 'haproxy', 'busybox', 'ovs-vswitchd', 'ovn-northd', 'ovn-controller'],
  device: '/dev/net/tun',
  // Whom the metadata agents would ask.
  pretended: ['glance-api', 'nova-api', 'nova-conductor', 'nova-scheduler', 'placement-api'],
})
const { step, cloud, openstack } = tested

step('neutron knows both nodes and their agents', async () => {
  await hasAgents(tested, [
    'compute1: OVN Controller agent',
    'compute1: OVN Metadata agent',
    'control1: OVN Controller Gateway agent',
    'control1: OVN Metadata agent',
  ])
})

step('the nodes have tunnels to each other', async () => {
  for (const node of nodes) await hasTunnel(tested, node, 'geneve', 'ovn-')
})

step('the router reaches the outside through the node that may', async () => {
  const list = ['port', 'list', '--device-owner', 'network:router_gateway', '-f', 'json']
  const [gateway] = await openstack()<readonly { readonly ID: string }[]>(...list)
  await eventually(
    'the gateway is on control1',
    async () => (await portOf(tested, gateway!.ID)).binding_host_id === 'control1',
  )
})

step('an instance is given its address, and reaches its router and its metadata', async () => {
  const port = await plug(tested, 'one', 'compute1', 'int-net')
  const address = await askForAddress('one')
  assert.equal(
    port.fixed_ips.map((it) => it.ip_address),
    [address],
  )
  await reaches('one', '10.0.1.1')
  await asksForMetadata('one')
})

step('every program ends in time when it is asked to', async () => {
  const last = ['mariadb', 'rabbitmq', 'memcached', 'ovn-nb-db', 'ovn-sb-db', 'openvswitch-db']
  const killed = await cloud().end(last)
  assert.equal(
    killed.map((it) => it.why),
    [],
  )
})

test.run()
