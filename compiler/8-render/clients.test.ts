import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { compileTiny, toldBy } from '../test-support/tiny-project.test-support.ts'

/* Who may connect to `store`, on which of its ports: sql, admin and, among its members, sync. */

const store = `dsl_version: 1.0.0
service:
  provides: {database: {port: sql, secrets: {admin: root}}}
  secrets: {root: {generate: password}}
  ports: [{name: sql, cont: 3306}, {name: admin, cont: 3307}, {name: sync, cont: 4567, peers: true}]
  containers: [{name: store, image: web, daemon: {command: [store]}}]
`

/** What a service `app` says of `store`: a need, dependencies of its daemon and of its job, a text of its file. */
interface App {
  readonly needs?: string
  readonly daemon?: string
  readonly job?: string
  readonly text?: string
  readonly host?: boolean
}

/** The clients of `store` with their ports. */
function clients({ needs = '{}', daemon = '', job = '', text = '', host = false }: App): readonly string[] {
  const { environments, diagnostics, linked } = compileTiny({
    '<oskc>/templates/store/services/store.yaml': store,
    '<oskc>/templates/app/services/app.yaml': `dsl_version: 1.0.0
service:
  needs: ${needs}
  owns: [${needs === '{}' ? '' : 'database'}]
  ${host ? onHost : ''}
  containers:
    - name: app
      image: web
      daemon: {command: [app], files: [app.txt], dependencies: [${daemon}]}
      pre: [{name: job, type: single, command: [job], dependencies: [${job}]}]
files:
  app.txt: {path: /app.txt, content: app.txt.hbs}
`,
    '<oskc>/templates/app/files/app.txt.hbs': `${text}\n`,
    'environments/dev.yaml': 'nodes: {node1$: {roles: [all]}}\nroles: {all: [store, app]}\n',
    'nodes.yaml': '- {name: node1, addresses: [192.0.2.1]}\n',
  })
  assert.equal(toldBy(diagnostics, linked.sources), [])
  const found = environments[0]!.services.find((it) => it.name === 'store')!.clients
  return found.map((it) => `${it.name}${it.hostNetwork ? ' on its node' : ''}: ${it.ports.join(' ')}`)
}

const onHost = 'hostNetwork: true\n  securityProfile: privileged\n  reason: It has to.'
const needs = '{database: app}'
const cases: readonly [name: string, app: App, clients: readonly string[]][] = [
  ['nobody who has nothing to do with it', {}, []],
  ['whose need it meets, on the port of the need', { needs }, ['app: sql']],
  ['who is given its address, on that port', { text: '{{address "store" port="admin"}}' }, ['app: admin']],
  [
    'who is given its address without a port, on all but those of its members',
    { text: '{{address "store" scheme=false}}:3307' },
    ['app: admin sql'],
  ],
  [
    'whose need it meets, and who is given another port as well, on both',
    { needs, text: '{{address "store" port="admin"}}' },
    ['app: admin sql'],
  ],
  [
    'who is given the address of its need, on the port of the need',
    { needs, text: '{{address "database"}}' },
    ['app: sql'],
  ],
  ['whose daemon waits for it, on all ports', { daemon: 'store' }, ['app: admin sql']],
  ['whose job waits for it, on all ports', { job: 'store' }, ['app: admin sql']],
  ['who waits for it on the same node, on all ports', { daemon: 'store:local' }, ['app: admin sql']],
  [
    'who waits for it and says more of it, on what is said',
    { needs, daemon: 'store', text: '{{need.database.url}}' },
    ['app: sql'],
  ],
  [
    'whose pods are on the host network, and its jobs for a need beside them',
    { needs, host: true },
    ['app on its node: sql', 'app: sql'],
  ],
  ['nobody by an outer address', { text: '{{address "store" port="sql" external=true}}' }, []],
]
for (const [name, app, expected] of cases) test(name, () => assert.equal(clients(app), expected))

test('a service may be connected to by its own jobs, where they wait for it or are given its address', () => {
  const own = (job: string) => {
    const { environments } = compileTiny({
      '<oskc>/templates/store/services/store.yaml': store.replace(
        'daemon: {command: [store]}}',
        `daemon: {command: [store]}, ${job}}`,
      ),
      'environments/dev.yaml': 'nodes: {node1$: {roles: [all]}}\nroles: {all: [store]}\n',
    })
    return environments[0]!.services[0]!.clients.map((it) => `${it.name}: ${it.ports.join(' ')}`)
  }
  assert.equal(own('pre: [{name: a, type: single, command: [a]}]'), [])
  assert.equal(own('post: [{name: a, type: single, command: [a]}]'), ['store: admin sql'])
  assert.equal(own(`pre: [{name: a, type: single, command: [a, "{{address 'store' port='sql'}}"]}]`), [
    'store: sql',
  ])
})

test.run()
