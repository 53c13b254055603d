import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { compileTiny, toldBy } from '../test-support/tiny-project.test-support.ts'

/** What a template that asks for an address gives, or what is reported. */
function address(asked: string, environment = '', services = 'web, store'): string | readonly string[] {
  const { environments, diagnostics, linked } = compileTiny({
    '<oskc>/templates/web/files/web.txt.hbs': `{{${asked}}}`,
    'environments/dev.yaml': `nodes: {node1$: {roles: [all]}}\nroles: {all: [${services}]}\n${environment}`,
  })
  const errors = diagnostics.filter((it) => it.severity === 'error')
  if (errors.length > 0)
    return toldBy(errors, linked.sources).map((it) => it.replace(/ \S+\/([^/]+:)/, ' $1'))
  const web = environments[0]!.services.find((it) => it.name === 'web')
  return web!.containers[0]!.files.find((it) => it.key === 'web.txt')!.content
}

const ingress = 'configs: {ingress: {enabled: true, domain: example.org}, web: {port: {ingress: www}}}\n'
const ingressPort =
  'configs: {ingress: {enabled: true, domain: example.org, port: 443}, web: {port: {ingress: www}}}\n'
const disabled = 'configs: {web: {port: {ingress: www}}}\n'
const nodePort = 'configs: {k8s_external_ip: 192.0.2.1, web: {port: {node: 30080}}}\n'
const both =
  'configs: {k8s_external_ip: 192.0.2.1, ingress: {enabled: true, domain: example.org}, web: {port: {node: 30080, ingress: www}}}\n'
const unset = 'configs: {web: {port: {node: 30080}}}\n'

const cases: readonly [
  asked: string,
  expected: string | readonly string[],
  environment?: string,
  services?: string,
][] = [
  ['address "store" port="sql"', 'http://store.dev.svc.cluster.local:3306'],
  ['address "store" port="sql" scheme=false', 'store.dev.svc.cluster.local:3306'],
  ['address "store"', 'http://store.dev.svc.cluster.local'],
  ['address "database" scheme=false', 'store.dev.svc.cluster.local:3306'],
  [
    'address "store" port="sql"',
    'http://store.other.svc.example:3306',
    'kubernetes: {namespace: other, cluster_domain: example}\n',
  ],
  [
    'address "second" scheme=false',
    'second.dev.svc.cluster.local',
    'services: {second: {service_def: store}, web: {mapping: {database: second}}}\n',
    'web, store, second',
  ],
  ['address "web" port="http" external=true', 'http://web.dev.svc.cluster.local:8080'],
  ['address "web" port="http" external=true', 'https://www.example.org:8443', ingress],
  ['address "web" port="http" external=true', 'https://www.example.org', ingressPort],
  ['address "web" port="http" external=true scheme=false', 'www.example.org:8443', ingress],
  ['address "web" port="http"', 'http://web.dev.svc.cluster.local:8080', ingress],
  ['address "web" port="http" external=true', 'http://web.dev.svc.cluster.local:8080', disabled],
  ['address "web" port="http" external=true', 'http://192.0.2.1:30080', nodePort],
  ['address "web" port="http" external=true', 'https://www.example.org:8443', both],
  ['address "web" port="http" external=true', ['link/no-external-address dev.yaml: 30080'], unset],
  ['address "stroe" port="sql"', ['link/unknown-address web.txt.hbs: "stroe"']],
  ['address "store" port="sqll"', ['link/unknown-port web.txt.hbs: "sqll"']],
  ['address web.extra', ['template/bad-arguments web.txt.hbs: address']],
]
for (const [asked, expected, environment, services] of cases)
  test(`{{${asked}}} gives ${String(expected)}${environment ? ` with ${environment.trim()}` : ''}`, () =>
    assert.equal(address(asked, environment, services), expected))

test.run()
