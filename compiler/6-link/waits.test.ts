import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { linkTiny, toldBy } from '../test-support/tiny-project.test-support.ts'

/* The service `web` has a database, whose job it carries, and a job `migrate`; `store` provides the database. */

const agent = `dsl_version: 1.0.0
service:
  kind: DaemonSet
  ports: [{name: x, cont: 9}]
  containers: [{name: agent, image: web, daemon: {command: [a]}}]
`

function definition({ service = '', container = '', daemon = '' }): string {
  return `dsl_version: 1.0.0
service:
  ports: [{name: http, cont: 80}]
  ${service}
  containers:
    - name: main
      image: web
      daemon: {command: [a]${daemon}}
      ${container}
`
}

/** What services and jobs wait for, in short, and what is reported. */
function link(
  parts: Parameters<typeof definition>[0],
  environment = 'nodes: {node1$: {roles: [all]}}\nroles: {all: [web, store, agent, user]}\n',
) {
  const { linked, report } = linkTiny({
    '<oskc>/templates/web/services/user.yaml': definition(parts),
    '<oskc>/templates/store/services/agent.yaml': agent,
    'environments/dev.yaml': environment,
  })
  const services = linked.deployments[0]!.services
  const short = (it: (typeof services)[number]['waits'] | undefined) =>
    it && [
      ...it.services,
      ...it.ownJobs.map((name) => `job ${name}`),
      ...it.otherJobs.map(({ instance, job }) => `job ${instance}/${job}`),
      ...it.local.map((name) => `${name} here`),
    ]
  const found = (name: string) => services.find((it) => it.name === name)
  return {
    service: (name: string) => short(found(name)?.waits),
    job: (name: string, job: string) => short(found(name)?.jobs.find((it) => it.name === job)?.waits),
    told: toldBy(report, linked.sources).map((it) => it.replace(/\S+\/([^/]+:)/, '$1')),
  }
}

test('a service waits for its providers, for the jobs of its needs and for its own', () => {
  assert.equal(link({}).service('web'), ['store', 'job database-create', 'job migrate'])
})

test('a job of a need waits for the provider, and the service’s own for the job of the need as well', () => {
  const { job } = link({})
  assert.equal(job('web', 'database-create'), ['store'])
  assert.equal(job('web', 'migrate'), ['store', 'job database-create'])
})

test('what shares a need waits for the job of its owner, in another chart', () => {
  const { service, told } = link({ service: 'needs: {database: web}' })
  assert.equal(told, [])
  assert.equal(service('user'), ['store', 'job web/database-create'])
})

const dependencies: readonly [name: string, waits: readonly string[], told: readonly string[]][] = [
  ['store', ['store'], []],
  ['web', ['web'], []],
  ['migrate', ['job web/migrate'], []],
  ['agent:local', ['agent here'], []],
  ['agent', ['agent'], []],
  ['nothing', [], ['link/unknown-dependency user.yaml: "nothing"']],
  ['stroe', [], ['link/unknown-dependency user.yaml: "stroe"']],
]
for (const [name, waits, told] of dependencies)
  test(`the dependency "${name}": ${[...waits, ...told].join(', ')}`, () => {
    const found = link({ daemon: `, dependencies: ["${name}"]` })
    assert.equal(found.told, told)
    assert.equal(found.service('user') ?? [], waits)
  })

test('a job of its own is waited for by its name', () => {
  const found = link({ container: 'pre: [{name: prepare, type: single, command: [a]}]' })
  assert.equal(found.told, [])
  assert.equal(found.service('user'), ['job prepare'])
})

test('a job of the same component is meant before jobs of that name elsewhere', () => {
  const carrier = definition({ container: 'pre: [{name: prepare, type: single, command: [a]}]' })
  const waitsOf = (placed: string) => {
    const { linked, report } = linkTiny({
      '<oskc>/templates/web/services/user.yaml': definition({ daemon: ', dependencies: [prepare]' }),
      '<oskc>/templates/web/services/peer.yaml': carrier,
      '<oskc>/templates/store/services/other.yaml': carrier,
      'environments/dev.yaml': `nodes: {node1$: {roles: [all]}}\nroles: {all: [web, store, user, ${placed}]}\n`,
    })
    const user = linked.deployments[0]!.services.find((it) => it.name === 'user')
    return [user?.waits.otherJobs.map((it) => it.instance) ?? [], report.map((it) => it.code)]
  }
  assert.equal(waitsOf('peer, other'), [['peer'], []])
  assert.equal(waitsOf('peer'), [['peer'], []])
  assert.equal(waitsOf('other'), [['other'], []])
  assert.equal(waitsOf(''), [[], ['link/unknown-dependency']])
})

test('a dependency may have a condition', () => {
  const waits = (condition: string) => {
    const found = link({ daemon: `, dependencies: [store, {name: "agent:local", when: ${condition}}]` })
    assert.equal(found.told, [])
    return found.service('user')
  }
  assert.equal(waits('{placed: agent}'), ['store', 'agent here'])
  assert.equal(waits('{placed: nothing}'), ['store'])
})

test('jobs run one after the other; those after the start wait for the service', () => {
  const found = link({
    container:
      'pre: [{name: one, type: single, command: [a]}, {name: two, type: single, command: [a]}]\n      post: [{name: three, type: single, command: [a]}]',
  })
  assert.equal(found.told, [])
  assert.equal(found.service('user'), ['job one', 'job two'])
  assert.equal(found.job('user', 'one'), [])
  assert.equal(found.job('user', 'two'), ['job one'])
  assert.equal(found.job('user', 'three'), ['user', 'job one', 'job two'])
})

test('of several jobs of one name that of the same component is meant', () => {
  const job = 'pre: [{name: migrate, type: single, command: [a]}]'
  const waits = (environment?: string) => {
    const { linked, report } = linkTiny({
      '<oskc>/templates/web/services/user.yaml': definition({ daemon: ', dependencies: [migrate]' }),
      '<oskc>/templates/store/services/agent.yaml': definition({ container: job }),
      '<oskc>/templates/rest/services/rest.yaml': definition({ daemon: ', dependencies: [migrate]' }),
      ...(environment === undefined ? {} : { 'environments/dev.yaml': environment }),
    })
    const { services } = linked.deployments[0]!
    const told = toldBy(report, linked.sources).map((it) => it.replace(/\S+\/([^/]+:)/, '$1'))
    return [
      ...services.flatMap((it) => it.waits.otherJobs.map((job) => `${it.name}: ${job.instance}`)),
      ...told,
    ]
  }
  const all = (services: string) => `nodes: {node1$: {roles: [all]}}\nroles: {all: [${services}]}\n`
  assert.equal(waits(all('web, store, agent, user')), ['user: web'])
  assert.equal(waits(all('agent, rest')), ['rest: agent'])
  assert.equal(waits(all('web, store, agent, rest')), ['link/unknown-dependency rest.yaml: migrate'])
})

test('what is to be on the same node must be on all of them', () => {
  const { told } = link(
    { daemon: ', dependencies: ["agent:local"]' },
    'nodes: {"node[1-3]$": {roles: [user]}, "node[23]$": {roles: [rest]}}\nroles: {user: [user], rest: [agent]}\n',
  )
  assert.equal(told, ['link/not-on-same-nodes user.yaml: "agent:local"'])
})

test('services that wait for each other are reported with their path', () => {
  const { told } = link({ service: 'provides: {cache: {port: http}}', daemon: ', dependencies: [web]' })
  assert.equal(
    told.map((it) => it.split(' ')[0]),
    ['link/dependency-cycle'],
  )
})

test.run()
