import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { compileTiny, toldBy } from '../test-support/tiny-project.test-support.ts'

/* Two environments, `one` and `two`, each with the service `host`, which takes things that a node or a cluster has once. */

function definition(service: string): string {
  return `dsl_version: 1.0.0
service:
  ${service}
  containers: [{name: a, image: web, daemon: {command: [a]}, securityProfile: privileged, reason: it is a test}]
`
}
const environment = (nodes: string, configs: string) =>
  `nodes: {"${nodes}": {roles: [all]}}\nroles: {all: [host]}\nconfigs: ${configs}\n`

interface Side {
  readonly nodes?: string
  readonly configs?: string
}

/** What is reported of two environments that place a service with these lines. */
function isolate(service: string, one: Side = {}, two: Side = {}, only?: readonly string[]) {
  const { diagnostics, charts, linked } = compileTiny(
    {
      '<oskc>/templates/web/services/host.yaml': definition(service),
      'environments/dev.yaml': undefined,
      'environments/one.yaml': environment(one.nodes ?? 'node[12]$', one.configs ?? '{}'),
      'environments/two.yaml': environment(two.nodes ?? 'node[23]$', two.configs ?? '{}'),
    },
    only ? { only } : {},
  )
  return { told: toldBy(diagnostics, linked.sources), diagnostics, charts }
}

const hostPort = 'hostNetwork: true\n  ports: [{name: x, cont: 9000}]'
const nodePort = 'ports: [{name: x, cont: 80, node: "{{web.port.node}}"}]'
const ingress = 'ports: [{name: x, cont: 80, ingress: www}]'
const published = (port: number): Side => ({
  configs: `{k8s_external_ip: 192.0.2.1, web: {port: {node: ${port}}}}`,
})
const named = (domain: string): Side => ({ configs: `{ingress: {enabled: true, domain: ${domain}}}` })
const apart: Side = { nodes: 'node[34]$' }

const cases: readonly [name: string, service: string, code: string | undefined, one?: Side, two?: Side][] = [
  ['a port on the host network of a node that both have', hostPort, 'isolate/host-port'],
  ['the same port on other nodes', hostPort, undefined, {}, apart],
  ['the same port of pods with a network of their own', 'ports: [{name: x, cont: 9000}]', undefined],
  ['a service of which a node has one', 'exclusive: host', 'isolate/host-exclusive'],
  [
    'a service of which a node has one, whatever else it claims of it',
    `exclusive: host\n  claims: {bridge: [br-ex]}\n  ${hostPort}`,
    'isolate/host-exclusive',
  ],
  ['such a service on other nodes', 'exclusive: host', undefined, {}, apart],
  ['a resource of a node that both have', 'claims: {bridge: [br-ex]}', 'isolate/host-resource'],
  ['the same resource on other nodes', 'claims: {bridge: [br-ex]}', undefined, {}, apart],
  ['ranges that overlap', 'claims: {vlans: ["phys 1:20"]}', 'isolate/host-resource'],
  [
    'ranges that differ',
    'claims: {vlans: ["{{web.title}}"]}',
    undefined,
    { configs: '{web: {title: "phys 1:20"}}' },
    { configs: '{web: {title: "phys 21:30"}}' },
  ],
  [
    'ranges that differ, but overlap',
    'claims: {vlans: ["{{web.title}}"]}',
    'isolate/host-resource',
    { configs: '{web: {title: "phys 1:20"}}' },
    { configs: '{web: {title: "phys 20:30"}}' },
  ],
  ['the fields of a list', 'claims: {bridge: "{{pluck web.names \'x\'}}"}', undefined],
  [
    'the same node port, on whatever nodes',
    nodePort,
    'isolate/node-port',
    published(30_080),
    { ...published(30_080), ...apart },
  ],
  ['different node ports', nodePort, undefined, published(30_080), published(30_081)],
  [
    'the same host name',
    ingress,
    'isolate/ingress-host',
    named('a.example'),
    { ...named('a.example'), ...apart },
  ],
  ['host names of different domains', ingress, undefined, named('a.example'), named('b.example')],
  ['the same host name where nothing is published', ingress, undefined],
]
for (const [name, service, code, one, two] of cases) {
  test(`${name}: ${code ?? 'fine'}`, () => {
    const { diagnostics, charts } = isolate(service, one, two)
    assert.equal(
      diagnostics.map((it) => it.code),
      code ? [code] : [],
    )
    assert.is(charts.size > 0, !code)
    for (const it of diagnostics) {
      assert.match(it.message, 'one')
      assert.match(it.message, 'two')
      assert.is(it.related.length, 1)
      const files = [it.at, it.related[0]!.at].map((place) => place!.file)
      assert.is(new Set(files).size + (files[0]!.startsWith('<oskc>') ? 1 : 0), 2, files.join(' '))
    }
  })
}

for (const only of [undefined, ['one', 'two'], ['one'], ['two']])
  test(`a clash is found when ${only?.join(' and ') ?? 'nothing in particular'} is asked for`, () => {
    const { told, charts } = isolate(hostPort, {}, {}, only)
    assert.equal(told, ['isolate/host-port environments/two.yaml: host'])
    assert.is(charts.size, 0)
  })

test('a clash on several nodes is one problem that names them', () => {
  const { diagnostics } = isolate(hostPort, { nodes: 'node[1-3]$' }, { nodes: 'node[2-4]$' })
  assert.is(diagnostics.length, 1)
  assert.match(diagnostics[0]!.message, 'node2')
  assert.match(diagnostics[0]!.message, 'node3')
  assert.not.match(diagnostics[0]!.message, 'node4')
})

test('only what was asked for is printed, though everything is compiled', () => {
  const { charts } = isolate(hostPort, {}, apart, ['two'])
  assert.ok(charts.size > 0)
  assert.ok([...charts.keys()].every((it) => it.startsWith('two/')))
})

test('what is claimed may differ between nodes', () => {
  const claiming = (title: string, node2: string) => ({
    '<oskc>/templates/web/services/host.yaml': definition('claims: {bridge: ["{{web.title}}"]}'),
    'environments/dev.yaml': undefined,
    'environments/one.yaml': environment('node[12]$', '{web: {title: br-one}}'),
    'environments/two.yaml': `nodes: {"node[23]$": {roles: [all]}, node2$: {configs: {web: {title: ${node2}}}}}
roles: {all: [host]}
configs: {web: {title: ${title}}}
`,
  })
  const told = (title: string, node2: string) =>
    compileTiny(claiming(title, node2)).diagnostics.map((it) => `${it.code}: ${it.message}`)
  assert.equal(told('br-one', 'br-two'), [])
  const [first, ...others] = told('br-two', 'br-one')
  assert.match(first!, 'isolate/host-resource')
  assert.match(first!, 'node2')
  assert.equal(others, [])
})

test.run()
