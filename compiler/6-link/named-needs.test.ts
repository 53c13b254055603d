import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { compileTiny, linkTiny, toldBy } from '../test-support/tiny-project.test-support.ts'
import { files, store } from './needy-project.test-support.ts'
import type { Parts } from './needy-project.test-support.ts'

/* The service `app` of the component `app`; `store` provides databases, and what a test adds to the kinds of needs. */

function link(parts: Parts) {
  const { linked, report } = linkTiny(files(parts))
  const find = (name: string) => linked.deployments[0]!.services.find((it) => it.name === name)
  return {
    app: find('app'),
    second: find('second'),
    secrets: linked.deployments[0]!.secrets.map((it) => `${it.name}/${it.key}`),
    told: toldBy(report, linked.sources).map((it) => it.replace(/\S+\/([^/]+:)/, '$1')),
  }
}

/** The text of the file of `app`, and what is reported. */
function render(parts: Parts) {
  const { charts, diagnostics } = compileTiny(files(parts))
  return { text: charts.get('dev/charts/app/files/app.txt'), codes: diagnostics.map((it) => it.code) }
}

const two = '{database: main, other-database: {kind: database, name: second}}'

test('a need under a name of its own has jobs, secrets and facts of its own', () => {
  const { app, secrets, told } = link({ needs: two, owns: '[database, other-database]' })
  assert.equal(told, [])
  assert.equal(
    app!.jobs.map((it) => `${it.name}: ${it.command.join(' ')}`),
    ['database-create: create main', 'other-database-create: create second'],
  )
  assert.equal(secrets, [
    'component-app/database-password',
    'component-app/other-database-password',
    'component-store/shared',
    'service-store/root',
  ])
})

test('pods wait for the jobs of the needs that they name, and of no other whose name begins alike', () => {
  const more = '{database: main, database-two: {kind: database, name: second, wait: false}}'
  const { app } = link({ needs: more, owns: '[database, database-two]' })
  const [first] = app!.jobs
  assert.equal(first!.waits, { services: ['store'], ownJobs: [], otherJobs: [], local: [] })
  assert.equal(app!.waits.services, ['store'])
})

test('each need has its place in the texts of the definition', () => {
  const template = '{{need.database.url}} {{need.other-database.url}}'
  const { text, codes } = render({ needs: two, owns: '[database, other-database]', template })
  assert.equal(codes, [])
  assert.is(
    text,
    'sql://@oskc{secret:raw:component-app/database-password}@@store.dev.svc.cluster.local:3306/main ' +
      'sql://@oskc{secret:raw:component-app/other-database-password}@@store.dev.svc.cluster.local:3306/second',
  )
})

test('a mapping may name a need, or the kind of all', () => {
  const needs = '{database: main, other-database: {kind: database, name: second}}'
  const owns = '[database, other-database]'
  const entries = (mapping: string) =>
    `services: {spare: {service_def: store}, app: {service_def: app, mapping: ${mapping}}}\n`
  const providers = (mapping: string) =>
    [...link({ needs, owns, services: 'app, store, spare', entries: entries(mapping) }).app!.needs].map(
      ([name, it]) => `${name}: ${it.provider.name}`,
    )
  assert.equal(providers('{database: store, other-database: spare}'), [
    'database: store',
    'other-database: spare',
  ])
  assert.equal(providers('{database: spare}'), ['database: spare', 'other-database: spare'])
})

const shared = '{database: {name: "{{app.title}}"}, other-database: {kind: database, name: second}}'
for (const needs of ['[database, other-database]', '{database: {}, other-database: null}'])
  test(`a definition that only names a need takes what its component says: ${needs}`, () => {
    const { app, told } = link({ needs, shared, owns: '[database, other-database]' })
    assert.equal(told, [])
    assert.equal(
      app!.jobs.map((it) => it.command.join(' ')),
      ['create hello', 'create second'],
    )
  })

test('a definition that says more takes nothing from its component', () => {
  const { app } = link({ needs: '{database: own}', shared, owns: '[database]' })
  assert.equal(
    app!.jobs.map((it) => it.command.join(' ')),
    ['create own'],
  )
})

test('a need per instance is carried by every instance, with secrets of its own', () => {
  const { app, second, secrets, told } = link({
    needs: '{endpoint: {type: image}}',
    services: 'app, second, store',
    entries: 'services: {second: {service_def: app}}\n',
  })
  assert.equal(told, [])
  const jobs = [...app!.jobs, ...second!.jobs].map((it) => it.command.join(' '))
  assert.equal(jobs, ['register image app', 'register image second'])
  assert.equal(
    secrets.filter((it) => it.includes('endpoint')),
    ['service-app/endpoint-token', 'service-second/endpoint-token'],
  )
  assert.equal(app!.waits.ownJobs, ['endpoint-register'])
})

test('a secret that is read of a provider is its instance’s, else its component’s', () => {
  const { app } = link({ needs: '{database: main, endpoint: {type: image}}', owns: '[database]' })
  const reads = [...app!.needs.values()].map((it) => it.reads.get('admin-password')!.name)
  assert.equal(reads, ['service-store', 'component-store'])
})

for (const [asks, told] of [
  ['members: true', 'store-0.store-peers.dev.svc.cluster.local+store-1.store-peers.dev.svc.cluster.local'],
  ['members: false', ''],
] as const)
  test(`a provider tells who its members are: ${asks}`, () => {
    const { charts, diagnostics } = compileTiny({
      ...files({
        needs: '{database: main}',
        owns: '[database]',
        template: '{{need.database.charset}}',
        entries: 'replicas: {store: 2}\n',
      }),
      'environments/dev.yaml': `nodes: {"node[12]$": {roles: [all]}}\nroles: {all: [app, store]}\nreplicas: {store: 2}\n`,
      '<oskc>/templates/store/services/store.yaml': store
        .replace('"{{store.charset}}"', `"{{join members '+' field='host'}}"`)
        .replace('service:\n', `service:\n  kind: StatefulSet\n  ${asks}\n`),
    })
    assert.equal(
      diagnostics.map((it) => it.message),
      [],
    )
    assert.is(charts.get('dev/charts/app/files/app.txt'), told)
  })

test('without waiting for its provider, a need makes no circle', () => {
  const other = store.replace('service:\n', 'service:\n  needs: {app: {wait: false}}\n')
  const { linked, report } = linkTiny({
    ...files({ needs: '{database: main}', owns: '[database]' }),
    '<oskc>/templates/store/services/store.yaml': other,
    '<oskc>/templates/app/services/app.yaml': `dsl_version: 1.0.0
service:
  needs: {database: main}
  owns: [database]
  provides: [app]
  ports: [{name: http, cont: 80}]
  containers: [{name: a, image: web, daemon: {command: [a]}}]
`,
  })
  assert.equal(
    report.map((it) => it.code),
    [],
  )
  const found = linked.deployments[0]!.services.find((it) => it.name === 'store')!
  assert.equal(found.waits.services, [])
  assert.is(found.needs.get('app')!.provider.name, 'app')
})

for (const [optional, told] of [
  ['{queue: {optional: true}}', []],
  ['{queue: {optional: false}}', ['link/unmet-need app.yaml: queue']],
  ['{queue: {}}', ['link/unmet-need app.yaml: queue']],
] as const)
  test(`a definition says whether it does without: ${optional}`, () => {
    assert.equal(link({ needs: optional }).told, told)
  })

test('a need as a whole is given to a partial, which reads its facts', () => {
  const { text, codes } = render({
    needs: '{database: main}',
    owns: '[database]',
    template: '{{> login db=need.database}}',
  })
  assert.equal(codes, [])
  assert.is(
    text,
    'url=sql://@oskc{secret:raw:component-app/database-password}@@store.dev.svc.cluster.local:3306/main utf8',
  )
})

test('a fact that the need does not have is reported in the partial', () => {
  const { codes } = render({
    needs: '{database: main}',
    owns: '[database]',
    template: '{{> wrong db=need.database}}',
  })
  assert.equal(codes, ['template/unknown-reference'])
})

test('a fact that the provider does not tell is reported where it is read', () => {
  const { told } = link({
    needs: '{database: main}',
    owns: '[database]',
    template: '{{need.database.charset}}',
  })
  assert.equal(told, [])
  const { diagnostics } = compileTiny({
    ...files({ needs: '{database: main}', owns: '[database]', template: '{{need.database.charset}}' }),
    '<oskc>/templates/store/services/store.yaml': store.replace('facts: {charset', 'facts: {charsets'),
  })
  assert.equal(
    diagnostics.map((it) => `${it.code} ${it.at!.file}`),
    ['template/unknown-reference <oskc>/templates/_needs/database.yaml'],
  )
})

test.run()
