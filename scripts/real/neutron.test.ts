import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { makeSecret } from '../../compiler/commands/make-secret.ts'
import { compile } from '../../compiler/compile.ts'
import { readBuiltIn } from '../../compiler/edge/built-in.ts'
import type { DeployedEnvironment } from '../../compiler/model/deployment.ts'
import type { SourceFile } from '../../compiler/model/source.ts'
import { startDatabase } from './lab-database.ts'
import { openLab } from './lab.ts'
import type { Daemon, Lab } from './lab.ts'
import { layOvn } from './ovn-lab.ts'
import { eventually, unusable } from './program.ts'
import { releaseFolder, triedReleases } from './release.ts'
import { skipTest } from '../skip-test.ts'

/*
 * Neutron's database, its API and the job that makes the first networks, as in its chart, beside a real keystone; with
 * OVN before OVN's real databases, which ovn-northd joins last of all. Only the message queue is one inside the process.
 */

const programs = [
  'mariadbd',
  'memcached',
  'unshare',
  'nsenter',
  'ip',
  'ovsdb-server',
  'ovn-northd',
  'ovn-nbctl',
]
const missing = unusable('mysql', programs)
/** Migrations take no percent signs in the database's address, so its password has plain characters. */
const plain = 'Plain-0.9_~'
const api = 'http://neutron-server.lab.svc.cluster.local:9696'

for (const release of triedReleases())
  for (const agent of ['openvswitch', 'ovn']) {
    const folder = missing ? undefined : releaseFolder(release)
    const reason = missing ?? (folder ? undefined : 'its programs cannot be installed')
    const name = `${release}, ${agent}`
    if (reason) skipTest(`neutron ${name}`, reason)
    else tryNeutron(release, agent, join(folder!, 'bin'))
  }

function environmentOf(release: string, agent: string): DeployedEnvironment {
  const services = 'mariadb, memcached, rabbitmq, keystone, neutron-server'
  const databases = agent === 'ovn' ? ', ovn-nb-db, ovn-sb-db, ovn-northd' : ''
  const { environments, diagnostics } = compile(
    new Map<string, SourceFile>([
      ...readBuiltIn(),
      ['nodes.yaml', '[node1]\n'],
      [
        'environments/lab.yaml',
        `release: "${release}"
nodes: {node1$: {roles: [all]}}
roles: {all: [${services}${databases}]}
configs:
  keystone: {conf: {keystone.conf: {oslo_messaging_notifications: {transport_url: "fake:/"}}}}
  neutron:
    plugin_agent: ${agent}
    enable_qos: true
    physnets: [{name: outside, bridge_name: br-ex, flat: true, vlan_range: "100:110"}]
    bootstrap:
      external: {enable: true, physnet: outside, network: 192.0.2.0/24, gateway: 192.0.2.1, nameserver: 192.0.2.2,
        pool: {start: 192.0.2.10, end: 192.0.2.99}}
    conf: {neutron.conf: {DEFAULT: {transport_url: "fake:/"}, oslo_messaging_notifications: {transport_url: "fake:/"}}}
`,
      ],
    ]),
  )
  assert.equal(
    diagnostics.filter((it) => it.severity === 'error'),
    [],
  )
  return environments[0]!
}

function tryNeutron(release: string, agent: string, path: string): void {
  const say = (text: string) => `${release}, ${agent}: ${text}`
  const environment = environmentOf(release, agent)
  const key = (): string =>
    makeSecret({ at: environment.services[0]!.at as never, generate: 'fernet' }, []).get('')!
  const secrets = new Map([
    ['service-mariadb/root-password', plain],
    ['component-keystone/database-password', plain],
    ['component-keystone/admin-password', plain],
    ['component-keystone/notifications-password', plain],
    ...['fernet/0', 'fernet/1', 'credential/0', 'credential/1'].map(
      (it) => [`component-keystone-${it}`, key()] as const,
    ),
    ['component-neutron/database-password', plain],
    ['component-neutron/identity-password', plain],
    ['component-neutron/identity-cache-key', '0123456789abcdef'.repeat(4)],
    ['component-neutron/rpc-password', plain],
    ['component-neutron/notifications-password', plain],
  ])
  const lab = openLab(environment, path, secrets)
  const ovn = layOvn(environment, lab)
  const containerOf = (service: string, name?: string) => {
    const { containers } = environment.services.find((it) => it.name === service)!
    return name ? containers.find((it) => it.name === name)! : containers[0]!
  }
  const job = async (service: string, name: string) => {
    const found = environment.services.find((it) => it.name === service)?.jobs.find((it) => it.name === name)
    assert.ok(found, `${service} has no job ${name}`)
    const { code, out } = await lab.run(found)
    assert.is(code, 0, `${name}: ${out}`)
    return out
  }
  let server: Daemon | undefined

  test(say('its database is made and filled; again, nothing changes'), async () => {
    // What its programs write is the lab's.
    assert.is((await lab.exec(['mount', '-t', 'tmpfs', 'tmpfs', '/var/lib'])).code, 0)
    assert.is((await lab.exec(['mkdir', '/var/lib/neutron'])).code, 0)
    await startDatabase(lab, plain)
    lab.spawn([...containerOf('memcached').command, '-u', 'root'])
    await job('neutron-server', 'database-create')
    assert.match(await job('neutron-server', 'db-sync'), /Running upgrade (?!for)/)
    assert.not.match(await job('neutron-server', 'db-sync'), /Running upgrade (?!for)/)
  })

  test(say('it gets its user and its endpoint'), async () => {
    for (const it of ['database-create', 'db-sync', 'bootstrap']) await job('keystone', it)
    const keystone = lab.start(containerOf('keystone'))
    await eventually('keystone answers', async () => {
      assert.ok(keystone.running(), keystone.log())
      return (await statusOf(lab, 'http://keystone.lab.svc.cluster.local:5000/healthcheck')) === '200'
    })
    for (const it of ['identity-user', 'endpoint-register']) await job('neutron-server', it)
  })

  if (agent === 'ovn')
    test(say("OVN's databases answer"), async () => {
      for (const it of ['ovn-nb-db', 'ovn-sb-db']) await ovn.start(it, `${it}-0`)
    })

  test(say('the API answers'), async () => {
    server = lab.start(containerOf('neutron-server', 'neutron-api'))
    await eventually(
      'neutron answers',
      async () => {
        assert.ok(server!.running(), server!.log())
        return (await statusOf(lab, `${api}/healthcheck`)) === '200'
      },
      180,
    )
    assert.is(await statusOf(lab, `${api}/v2.0/networks`), '401')
    // What it says of Eventlet itself is not about its options.
    assert.not.match(server!.log().replaceAll(/^.*eventlet.*$/gim, ''), /DEPRECAT|deprecated for removal/i)
  })

  test(say('the first networks are made; again, they are found'), async () => {
    const made = await job('neutron-server', 'bootstrap')
    for (const it of [
      'network int-net',
      'subnet int-subnet',
      'network ext-net',
      'subnet ext-subnet',
      'router ext-router',
    ])
      assert.match(made, `making the ${it}`)
    const again = await job('neutron-server', 'bootstrap')
    assert.not.match(again, /making|connecting/)
    assert.equal((await networks(lab)).split('\n'), [
      `ext-net flat outside 1500`,
      `int-net ${agent === 'ovn' ? 'geneve' : 'vxlan'} None ${agent === 'ovn' ? 1442 : 1450}`,
      'ext-subnet 192.0.2.0/24 192.0.2.1 False 192.0.2.10-192.0.2.99 192.0.2.2',
      'int-subnet 10.0.1.0/24 10.0.1.1 True 10.0.1.2-10.0.1.254 ',
      'ext-router ext-net 10.0.1.1',
    ])
  })

  if (agent === 'ovn')
    test(
      say('OVN has what was asked for; as soon as ovn-northd is there, it is made into what nodes do'),
      async () => {
        const [port = '', network, ...addresses] = (await newPort(lab)).split(' ')
        assert.is(await ovn.northbound('lsp-get-addresses', port), addresses.join(' '))
        assert.match(await ovn.northbound('lsp-list', `neutron-${network}`), port)
        assert.is(await ovn.northbound('--columns=cidr', 'list', 'DHCP_Options'), '10.0.1.0/24')
        const networks = await ovn.northbound('--columns=networks', 'list', 'Logical_Router_Port')
        assert.match(networks, /^10\.0\.1\.1\/24$/m)
        assert.match(networks, /^192\.0\.2\.[1-9][0-9]\/24$/m)
        const binding = () => ovn.southbound('--columns=mac', 'find', 'Port_Binding', `logical_port=${port}`)
        assert.is(await binding(), '')
        await ovn.start('ovn-northd')
        await eventually(
          'the port is made into one of nodes',
          async () => (await binding()) === addresses.join(' '),
        )
      },
    )

  test(say('it stops when it is told to'), async () => {
    assert.is(await server!.stop(), 0, server!.log())
  })

  test(say('the lab is closed'), () => {
    ovn.close()
    lab.close()
  })
}

async function statusOf(lab: Lab, url: string): Promise<string> {
  const ask = `import sys, urllib.request as r, urllib.error as e
try: print(r.urlopen(sys.argv[1]).status)
except e.HTTPError as it: print(it.code)`
  return (await lab.exec(['python3', '-c', ask, url])).out
}

/** What there is, as an administrator sees it. */
function networks(lab: Lab): Promise<string> {
  return asAdministrator(
    lab,
    `nets = sorted(c.networks(), key=lambda it: it.name)
for it in nets:
  if not it.name.startswith("HA"): print(it.name, it.provider_network_type, it.provider_physical_network, it.mtu)
for it in sorted(c.subnets(), key=lambda it: it.name):
  pools = ",".join(f"{p['start']}-{p['end']}" for p in it.allocation_pools)
  print(it.name, it.cidr, it.gateway_ip, it.is_dhcp_enabled, pools, ",".join(it.dns_nameservers))
for it in c.routers():
  inside = [ip["ip_address"] for port in c.ports(device_id=it.id, device_owner="network:router_interface") for ip in port.fixed_ips]
  print(it.name, *[net.name for net in nets if net.id == it.external_gateway_info["network_id"]], *inside)`,
  )
}

/** A port in the internal network: its number, that of its network, and its addresses. */
function newPort(lab: Lab): Promise<string> {
  return asAdministrator(
    lab,
    `it = c.create_port(network_id=c.find_network("int-net").id)
print(it.id, it.network_id, it.mac_address, it.fixed_ips[0]["ip_address"])`,
  )
}

/** Runs Python in which `c` is the networking API. */
async function asAdministrator(lab: Lab, script: string): Promise<string> {
  const ask = `import openstack
c = openstack.connect(load_yaml_config=False, load_envvars=False, region_name="RegionOne", interface="internal", auth=dict(
  auth_url="http://keystone.lab.svc.cluster.local:5000/v3", username="admin", password="${plain}",
  project_name="admin", user_domain_name="Default", project_domain_name="Default")).network
${script}`
  const { code, out } = await lab.exec(['python3', '-W', 'ignore', '-c', ask])
  assert.is(code, 0, out)
  return out
}

test.run()
