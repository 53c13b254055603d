import { isDeepStrictEqual } from 'node:util'
import * as assert from 'uvu/assert'
import { eventually, run } from '../real/program.ts'
import type { TestedCloud } from './cloud-tests.ts'

const database = '--db=unix:/run/openvswitch/db.sock'
const environment = { PATH: process.env['PATH']! }

interface Agent {
  readonly 'Agent Type': string
  readonly Host: string
  readonly Alive: boolean
}

/** A port, as far as tests look at it. */
export interface Port {
  readonly id: string
  readonly status: string
  readonly mac_address: string
  readonly binding_host_id: string
  readonly binding_vif_type: string
  readonly fixed_ips: readonly { readonly ip_address: string }[]
}

/** What a port is now. */
export function portOf({ openstack }: TestedCloud, id: string): Promise<Port> {
  return openstack()<Port>('port', 'show', '-f', 'json', id)
}

/** Waits until the agents that neutron knows are these, `node: kind` each, and all of them alive. */
export async function hasAgents({ openstack }: TestedCloud, expected: readonly string[]): Promise<void> {
  let known: readonly string[] = []
  await eventually('every agent is alive', async () => {
    const agents = await openstack()<readonly Agent[]>('network', 'agent', 'list', '-f', 'json')
    known = agents.map((it) => `${it.Host}: ${it['Agent Type']}${it.Alive ? '' : ', dead'}`).sort()
    return isDeepStrictEqual(known, expected)
  }).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${known.join('\n')}`)
  })
}

/** Waits until the switch of a node has a tunnel of a type, by how names of such begin. */
export async function hasTunnel(
  { cloud }: TestedCloud,
  node: string,
  type: string,
  name: string,
): Promise<void> {
  const find = `ovs-vsctl ${database} --bare --columns=name find Interface type=${type} | grep -q ^${name}`
  await eventually(
    `${node} has a tunnel`,
    async () => (await cloud().runIn(cloud().pod('openvswitch-vswitchd', node), ['sh', '-c', find])) === 0,
  )
}

/**
 * Makes a port in a network and connects something on a node to it, as the compute service does: a network namespace of
 * the port's name, which stands for an instance.
 */
export async function plug(tested: TestedCloud, name: string, node: string, network: string): Promise<Port> {
  const { cloud, openstack } = tested
  const owner = ['--device', name, '--device-owner', 'compute:nova']
  const options = ['--network', network, '--host', node, ...owner, '-f', 'json']
  const port = await openstack()<Port>('port', 'create', ...options, name)
  assert.is(port.binding_vif_type, 'ovs')
  assert.is(port.status, 'DOWN')
  const ids = [`external_ids:iface-id=${port.id}`, `external_ids:attached-mac=${port.mac_address}`]
  const kind = ['type=internal', 'external_ids:iface-status=active', ...ids]
  const add = ['ovs-vsctl', database, 'add-port', 'br-int', name, '--', 'set', 'Interface', name, ...kind]
  const host = cloud().pod('openvswitch-vswitchd', node)
  assert.is(await cloud().runIn(host, add), 0)
  await ip('netns', 'add', name)
  await ip('-n', host.host.namespace, 'link', 'set', name, 'netns', name)
  await ip('-n', name, 'link', 'set', name, 'address', port.mac_address, 'up')
  await eventually('the port is active', async () => (await portOf(tested, port.id)).status === 'ACTIVE')
  return port
}

async function ip(...args: readonly string[]): Promise<void> {
  const { code, out } = await run('ip', args, environment)
  if (code !== 0) throw new Error(`ip ${args.join(' ')}: ${out}`)
}

/** Runs a command in the namespace that stands for an instance. */
function inInstance(name: string, ...command: readonly string[]) {
  return run('ip', ['netns', 'exec', name, ...command], environment)
}

/** Waits until an instance has an answer from an address. */
export async function reaches(name: string, address: string): Promise<void> {
  const ping = ['busybox', 'ping', '-c', '1', '-W', '2', address]
  await eventually(`${name} reaches ${address}`, async () => (await inInstance(name, ...ping)).code === 0)
}

/** Asks for an address as an instance does when it starts, and takes it. */
export async function askForAddress(name: string): Promise<string> {
  // What a client of DHCP runs with what it was told; routes that are given replace the router (RFC 3442).
  const take = `[ "$1" = bound ] || exit 0
ip address add "$ip/$mask" dev "$interface"
set -- \${staticroutes:-0.0.0.0/0 $router}
while [ $# -gt 1 ]; do ip route replace "$1" via "$2"; shift 2; done
echo "has $ip"`
  const ask = `file=$(mktemp) && printf '#!/bin/sh\\n%s\\n' "$2" >"$file" && chmod 700 "$file" || exit 1
busybox udhcpc -i "$1" -n -q -t 5 -T 2 -O staticroutes -s "$file"
rm "$file"`
  let address: string | undefined
  await eventually(`${name} is given an address`, async () => {
    const { out } = await inInstance(name, 'sh', '-c', ask, 'sh', name, take)
    address = /^has (\S+)/m.exec(out)?.[1]
    return address !== undefined
  })
  return address!
}

/** Waits until an instance that asks for its metadata is told that nova, which would know, is not there. */
export async function asksForMetadata(name: string): Promise<void> {
  const get = `import urllib.request as r\nr.urlopen("http://169.254.169.254/", timeout=10)`
  let said = ''
  await eventually('the agent asks nova', async () => {
    said = (await inInstance(name, 'python3', '-c', get)).out
    return said.includes('HTTP Error 503')
  }).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${said}`)
  })
}
