import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from 'yaml'
import { environment, scratch, shop, shops } from './command-line.test-support.ts'

/* The commands that only show something. */

const { oskc, clear, lay } = scratch({
  ...shops,
  'environments/prod.yaml': environment(
    'n[12]$',
    `configs: {shop: {share: 1.10}}
services: {till: {service_def: api, configs: {shop: {motd: till}}}}
secret_configs: {shop: {password: hunter2, licence: hunter3}}
`,
  )
    .replace('{roles: [shop]}', '{roles: [shop], configs: {shop: {motd: here}}}')
    .replace('[api, store]', '[api, store, till]'),
})
test.after(clear)

async function shown(line: string, stdin?: string): Promise<string> {
  const { exitCode, stdout, stderr } = await oskc(line, stdin)
  assert.is(stderr, '')
  assert.is(exitCode, 0)
  return stdout
}

test('topology shows the nodes of services, and why', async () => {
  assert.is(
    await shown('topology prod'),
    `prod
  api         Deployment x 1  n1, n2
                              by role shop: n[12]$
  store       DaemonSet       n1, n2
                              by role shop: n[12]$
  till (api)  Deployment x 1  n1, n2
                              by role shop: n[12]$
`,
  )
  assert.is(await shown('topology test --by node'), 'test\n  n3  api, store  by role shop: n3$\n')
})

test('topology for programs is as documented', async () => {
  const { environments } = JSON.parse(await shown('topology --format json')) as { environments: unknown[] }
  assert.is(environments.length, 2)
  assert.equal(environments[1], {
    name: 'test',
    services: [
      { name: 'api', definition: 'api', kind: 'Deployment', replicas: 1, nodes: ['n3'], roles: ['shop'] },
      { name: 'store', definition: 'store', kind: 'DaemonSet', replicas: 1, nodes: ['n3'], roles: ['shop'] },
    ],
    nodes: [{ name: 'n3', roles: ['shop'], services: ['api', 'store'] }],
  })
})

test('topology minds only what placing needs', async () => {
  lay({
    'services/other/services/broken.yaml': 'dsl_version: 1.0.0\nservice: 7\n',
    'services/shop/defaults.yaml': 'configs: {other: 1}\n',
  })
  assert.match(await shown('topology test'), 'api')
  lay({ 'environments/bad.yaml': environment('n1').replace('api', 'apo') })
  // What is wrong with others is no matter, unless all are asked for.
  assert.match(await shown('topology test'), 'api')
  const { exitCode, stdout, stderr } = await oskc('topology')
  assert.is(exitCode, 2)
  assert.is(stdout, '')
  assert.match(stderr, /^error\[place\/unknown-service\][^]*Did you mean "api"/)
  lay({
    ...shop,
    'environments/bad.yaml': `${environment('n1$').replace('[api, store]', '[store]')}
kubernetes: {domain: x}
registry: {address: "a b"}
services: {store: {mapping: [], configs: 7}}
configs: {shop: {port: yes}}
secrets: {A_: {}}
files: []
`,
  })
  assert.match(await shown('topology bad'), 'store')
  assert.is((await oskc('config bad')).exitCode, 2)
  lay({ 'environments/bad.yaml': environment('n1$').replace('[api, store]', '[store]') })
  lay({ 'services/other/services/broken.yaml': shop['services/shop/services/store.yaml'] })
})

test('a file of another environment that cannot even be read is no matter', async () => {
  lay({ 'environments/bad.yaml': 'nodes: {{' })
  for (const line of ['topology test', 'graph test', 'images test', 'labels test']) await shown(line)
  lay({ 'environments/bad.yaml': environment('n1$').replace('[api, store]', '[store]') })
})

test('config shows all layers merged, numbers as written, and no secrets', async () => {
  const text = await shown('config prod')
  assert.match(text, /^ {4}share: 1\.10$/m)
  assert.not.match(text, 'hunter')
  const { configs, services, secret_configs } = parse(text)
  assert.equal(configs.shop, { motd: 'hello', port: 8080, share: 1.1 })
  assert.equal(services, { till: { configs: { shop: { motd: 'till' } } } })
  assert.equal(secret_configs, { shop: { licence: '(hidden)', password: '(hidden)' } })
  const there = parse(await shown('config prod --node n1'))
  assert.is(there.configs.shop.motd, 'here')
  assert.equal(there.services, { till: { configs: { shop: { motd: 'here' } } } })
  assert.match((await oskc('config prod --node n3')).stderr, /no node of prod called "n3"[^]*\n1 error\.\n$/)
  // What is merely worth a warning is the business of compiling.
  assert.match((await oskc('config nowhere')).stderr, /^error\[call\/unknown-name\][^]*\n1 error\.\n$/)
})

test('graph shows what waits for what', async () => {
  assert.is(await shown('graph test'), 'api\n├─ api/prepare\n│  └─ store\n└─ store\n')
  assert.equal(JSON.parse(await shown('graph test --format json')), {
    environment: 'test',
    nodes: [
      { name: 'api', kind: 'service' },
      { name: 'api/prepare', kind: 'job' },
      { name: 'store', kind: 'service' },
    ],
    edges: [
      { from: 'api', to: 'api/prepare', local: false },
      { from: 'api', to: 'store', local: false },
      { from: 'api/prepare', to: 'store', local: false },
    ],
  })
  assert.is(await shown('graph test store'), 'store\n')
  assert.match(await shown('graph test --format dot'), '  "api/prepare" -> "store"\n')
  assert.match(await shown('graph test --format mermaid'), '  n1(["api/prepare"])\n')
  assert.match((await oskc('graph test stor')).stderr, 'Did you mean "store"?')
})

test('images lists what is pulled, and makes a lock file', async () => {
  const entrypoint = 'quay.io/airshipit/kubernetes-entrypoint:1.0'
  const digest = `sha256:${'0'.repeat(64)}`
  assert.is(
    await shown('images test'),
    `example.org/shop/api:1.0\nexample.org/shop/store:1.0\n${entrypoint}\n`,
  )
  lay({ 'images.lock': `example.org/shop/api:1.0: ${digest}\n` })
  assert.match(await shown('images test'), `example.org/shop/api:1.0@${digest}\n`)
  assert.equal(parse(await shown('images --lock')), {
    'example.org/shop/api:1.0': digest,
    'example.org/shop/store:1.0': null,
    [entrypoint]: null,
  })
})

test('labels adds those of services that are placed, and takes away the others', async () => {
  const lines = (await shown('labels bad')).split('\n').filter((it) => !it.startsWith('#'))
  assert.equal(lines, [
    'kubectl label node n1 bad.oskc.io/store=',
    'kubectl label node n2 bad.oskc.io/store-',
    'kubectl label node n3 bad.oskc.io/store-',
    '',
  ])
})

test('services lists the catalogue, and the settings of a component', async () => {
  const { components } = JSON.parse(await shown('services --format json')) as {
    components: { name: string; services: { name: string }[] }[]
  }
  const own = components.find((it) => it.name === 'shop')
  assert.equal(
    own?.services.map((it) => it.name),
    ['api', 'store'],
  )
  assert.match(
    await shown('services'),
    '\n\nshop: A shop\n  api    Deployment  Takes orders\n  store  DaemonSet   Keeps orders\n',
  )
  const { settings } = JSON.parse(await shown('services store --format json')) as { settings: unknown[] }
  assert.equal(settings, [
    { path: 'shop.port', default: 8080, description: 'Port of the API.' },
    { path: 'shop.share', default: 0.5, description: 'Share that is kept in memory.' },
    { path: 'shop.motd', default: 'hello', description: '' },
  ])
  assert.match(await shown('services shop'), '  licence   given     Bought from the maker\n')
  assert.match((await oskc('services shp')).stderr, 'Did you mean "shop"?')
})

test('services lists the options of a configuration file', async () => {
  const text = await shown('services --options keystone.conf --release 2025.1')
  assert.match(text, /^keystone\.conf in 2025\.1\n\n\[DEFAULT\]\n/)
  assert.match(text, /\n\[token\]\n(  .*\n)*  expiration +a whole number .*; by default 3600\n/)
  assert.match(text, /\n  connection +a text; .*secret.*\n/)
  const listed = JSON.parse(await shown('services --options keystone.conf --format json')) as {
    release: string
    groups: { group: string; dynamic: boolean; options: { name: string }[] }[]
  }
  assert.is(listed.release, '2026.1')
  const token = listed.groups.find((it) => it.group === 'token')!
  assert.equal(
    token.options.find((it) => it.name === 'expiration'),
    {
      name: 'expiration',
      type: { type: 'integer', min: 0, max: '9223372036854775807' },
      default: 3600,
      multiple: false,
      secret: false,
      required: false,
      mutable: false,
      advanced: false,
      formerNames: [],
    },
  )
  assert.ok(listed.groups.some((it) => it.dynamic))
})

test('services has no options of a file or of a release that nobody knows', async () => {
  for (const [line, message] of [
    ['--options keystone.cnf', 'Did you mean "keystone.conf"?'],
    ['--options keystone.conf --release 1999.1', 'There is no release with known options called "1999.1"'],
    ['--options keystone.conf api', '"api" is one word too many'],
  ] as const) {
    const { exitCode, stdout, stderr } = await oskc(`services ${line}`)
    assert.is(exitCode, 2)
    assert.is(stdout, '')
    assert.ok(stderr.includes(message), stderr)
  }
})

test.run()
