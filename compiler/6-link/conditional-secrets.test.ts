import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { compileTiny, linkTiny, toldBy } from '../test-support/tiny-project.test-support.ts'

/* Secrets of a component and of its services `app` and `other`, asked for where a condition holds. */

function project(when: string, template: string, environment: string) {
  const service = (secrets: string) => `dsl_version: 1.0.0
service:
  secrets: ${secrets}
  containers: [{name: app, image: web, daemon: {command: [app], files: [app.txt]}}]
files: {app.txt: {path: /app.txt, content: app.txt.hbs}}
`
  return {
    '<oskc>/templates/app/defaults.yaml': `configs: {app: {stores: [{type: file}], locked: false}}
secrets: {shared: {generate: given, when: ${when}}, always: {generate: password}}
`,
    '<oskc>/templates/app/files/app.txt.hbs': template,
    '<oskc>/templates/app/services/app.yaml': service(`{own: {generate: password, when: ${when}}}`),
    '<oskc>/templates/app/services/other.yaml': service('{}'),
    'environments/dev.yaml': `nodes: {node1$: {roles: [all]}}\nroles: {all: [app, other]}\n${environment}`,
  }
}

function link(when: string, environment = '') {
  const { linked, report } = linkTiny(project(when, 'x', environment))
  return {
    secrets: linked.deployments[0]?.secrets.map((it) => `${it.name}/${it.key}`),
    told: toldBy(report, linked.sources),
  }
}

function codes(when: string, template: string, environment = '') {
  return compileTiny(project(when, template, environment)).diagnostics.map((it) => it.code)
}

const has = '{setting: app.stores, having: {type: net}}'
const net = 'configs: {app: {stores: [{type: net}]}}\n'

test('a secret is asked for only where its condition holds', () => {
  assert.equal(link(has).secrets, ['component-app/always'])
  assert.equal(link(has, net).secrets, ['component-app/always', 'component-app/shared', 'service-app/own'])
})

test('the settings of one instance are enough to ask for a secret of its component', () => {
  const services = 'services: {other: {service_def: other, configs: {app: {locked: true}}}}\n'
  assert.equal(link('app.locked', services).secrets, ['component-app/always', 'component-app/shared'])
})

test('a secret that is not asked for cannot be read', () => {
  assert.ok(codes(has, '{{secret "shared"}}').includes('link/unknown-secret'))
  assert.equal(codes(has, '{{secret "shared"}}', net), [])
  assert.equal(codes(has, '{{#if (having app.stores "type" "net")}}{{secret "shared"}}{{/if}}'), [])
})

test('a condition of a secret names settings that exist, and is blamed once', () => {
  const { told } = link('app.lokced')
  assert.is(told.length, 2, told.join('\n'))
  assert.match(told.join(), 'template/unknown-reference')
})

test.run()
