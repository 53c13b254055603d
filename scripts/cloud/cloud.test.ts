import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { eventually } from '../real/program.ts'
import { cloudTests } from './cloud-tests.ts'

/* An OpenStack run from its charts: the programs of a release, as the users, with the files and rights that pods have. */

const environment = 'cloud'

interface Endpoint {
  readonly 'Service Type': string
  readonly Interface: string
  readonly URL: string
}

interface Agent {
  readonly Binary: string
  readonly State: string
}

/** Whether an address answers, with whatever is not a mistake of the server. */
const ask = `import sys, urllib.request as r, urllib.error as e
try: status = r.urlopen(sys.argv[1], timeout=30).status
except e.HTTPError as error: status = error.code
print(status)
sys.exit(status >= 500)`

/** Logs in at the dashboard, as a browser does. */
const logIn = `import os, re, sys, requests
session = requests.Session()
page = session.get(sys.argv[1] + "/auth/login/", timeout=60)
page.raise_for_status()
token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text).group(1)
answer = session.post(page.url, timeout=60, allow_redirects=False, headers={"Referer": page.url}, data={
  "csrfmiddlewaretoken": token, "username": os.environ["OS_USERNAME"], "password": os.environ["OS_PASSWORD"],
  "region": "default", "domain": "Default"})
print(answer.status_code, answer.headers.get("Location"), answer.text[-2000:] if answer.status_code == 200 else "")
sys.exit(answer.status_code != 302)`

const { step, cloud, openstack } = cloudTests({
  project: 'cloud',
  environment,
  nodes: ['control1', 'compute1', 'compute2'],
  programs: ['apache2'],
  // No hypervisor can be expected here.
  pretended: ['nova-libvirt'],
})

step('every endpoint that is registered answers', async () => {
  const endpoints = await openstack()<readonly Endpoint[]>('endpoint', 'list', '-f', 'json')
  const types = new Set(endpoints.map((it) => it['Service Type']))
  assert.equal([...types].sort(), [
    'block-storage',
    'cloudformation',
    'compute',
    'identity',
    'image',
    'key-manager',
    'network',
    'orchestration',
    'placement',
    'volumev3',
  ])
  for (const { URL: url } of endpoints.filter((it) => it.Interface === 'internal')) {
    const address = url.replace(/%\(tenant_id\)s|\$\(project_id\)s/, '')
    const { code, out } = await cloud().run('openstack-client', ['python3', '-c', ask, address], {})
    assert.is(code, 0, `${address}: ${out}`)
  }
})

step('an image is kept, and a server of it is scheduled to a node', async () => {
  // Nodes are used when a scheduler has seen them: every so many seconds it looks for new ones.
  await eventually('both nodes are hypervisors', async () => {
    const known = await openstack()<readonly unknown[]>('hypervisor', 'list', '-f', 'json')
    return known.length === 2
  })
  const uploaded = await cloud().run(
    'openstack-client',
    [
      'sh',
      '-c',
      'head -c 65536 /dev/zero >/tmp/disk; openstack image create --file /tmp/disk -f json nothing',
    ],
    openstack().env,
  )
  assert.is(uploaded.code, 0, uploaded.out)
  const server = ['--image', 'nothing', '--flavor', 'm1.tiny', '--nic', 'none', '--wait', '-f', 'json']
  const made = await openstack()<{ readonly status: string }>('server', 'create', ...server, 'one')
  assert.is(made.status, 'ACTIVE')
  const services = await openstack()<readonly Agent[]>('compute', 'service', 'list', '-f', 'json')
  assert.equal(services.map((it) => `${it.Binary} ${it.State}`).sort(), [
    'nova-compute up',
    'nova-compute up',
    'nova-conductor up',
    'nova-scheduler up',
  ])
})

step('a volume and a secret are made, and the network of the project is there', async () => {
  await openstack()('volume', 'create', '--size', '1', '-f', 'json', 'one')
  await eventually('the volume can be used', async () => {
    const volume = await openstack()<{ readonly status: string }>('volume', 'show', '-f', 'json', 'one')
    assert.is.not(volume.status, 'error')
    return volume.status === 'available'
  })
  await openstack()('secret', 'store', '--name', 'one', '--payload', 'hidden', '-f', 'json')
  const networks = await openstack()<readonly { readonly Name: string }[]>('network', 'list', '-f', 'json')
  assert.equal(
    networks.map((it) => it.Name),
    ['int-net'],
  )
})

step('an orchestration engine makes a stack', async () => {
  const template = JSON.stringify({
    heat_template_version: '2018-08-31',
    resources: { value: { type: 'OS::Heat::RandomString', properties: { length: 7 } } },
    outputs: { length: { value: { str_split: ['-', 'a-b', 1] } } },
  })
  const write = `open("/tmp/stack.yaml", "w").write(${JSON.stringify(template)})`
  const made = await cloud().run(
    'openstack-client',
    [
      'sh',
      '-c',
      'python3 -c "$1"; openstack stack create --wait -t /tmp/stack.yaml -f json one',
      'sh',
      write,
    ],
    openstack().env,
  )
  assert.match(made.out, '"stack_status": "CREATE_COMPLETE"')
})

step('the dashboard lets the administrator in', async () => {
  const port = cloud().pod('horizon').pod.spec.containers[0]!.ports![0]!.containerPort
  const address = `http://horizon.${environment}.svc.cluster.local:${port}`
  const { code, out } = await cloud().run(
    'openstack-client',
    ['python3', '-c', logIn, address],
    openstack().env,
  )
  assert.is(code, 0, out)
})

step('every program ends in time when it is asked to', async () => {
  // Who is asked to end while what it works with goes on, as when a node is drained.
  const killed = await cloud().end(['mariadb', 'rabbitmq', 'memcached', 'etcd'])
  assert.equal(
    killed.map((it) => it.why),
    [],
  )
})

test.run()
