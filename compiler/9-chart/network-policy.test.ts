import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { DeployedEnvironment, DeployedService } from '../model/deployment.ts'
import * as build from './build.test-support.ts'
import { at, exampleEnvironment, plainObjects, service } from './example.test-support.ts'

const policyOf = (it: DeployedService, environment: Partial<DeployedEnvironment> = {}): unknown =>
  plainObjects(it, exampleEnvironment(environment)).get('networkpolicy.yaml')
const rules = (it: DeployedService, environment?: Partial<DeployedEnvironment>): unknown =>
  at(policyOf(it, environment), 'spec.ingress') ?? 'none'
const api = [{ port: 5000, protocol: 'TCP' }]
const pods = (names: readonly string[], ports: unknown): unknown => ({
  from: [
    {
      podSelector: {
        matchLabels: { 'app.kubernetes.io/instance': 'prod' },
        matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'In', values: names }],
      },
    },
  ],
  ports,
})
const port = { name: 'api', cont: 5000, protocol: 'TCP', peers: false } as const
const client = (name: string, hostNetwork = false): DeployedService['clients'][number] => ({
  name,
  hostNetwork,
  nodes: build.compute,
  ports: ['api'],
})

test('nobody may connect to a service that nobody depends on', () => {
  assert.equal(rules(build.service('a', { ports: [port] })), 'none')
})

test('clients with the same ports share a rule, in the order of their names', () => {
  const clients = [client('z'), client('b')]
  assert.equal(rules(build.service('a', { ports: [port], clients })), [pods(['b', 'z'], api)])
})

test('members reach each other on ports for peers, and only there', () => {
  const [rule] = rules(service('rpc')) as unknown[]
  assert.equal(at(rule, 'ports'), [{ port: 25672, protocol: 'TCP' }])
  assert.equal(at(rule, 'from.0.podSelector.matchLabels'), {
    'app.kubernetes.io/name': 'rpc',
    'app.kubernetes.io/instance': 'prod',
    'app.kubernetes.io/component': 'server',
  })
})

test('clients on the host network come from the addresses of their nodes', () => {
  const found = rules(build.service('a', { ports: [port], clients: [client('b', true)] }))
  assert.equal(found, [
    {
      from: ['10.0.1.1/32', '10.244.0.0/24', 'fd00::2/128'].map((cidr) => ({ ipBlock: { cidr } })),
      ports: api,
    },
  ])
})

test('or from anywhere, where the environment says so', () => {
  const clients = [client('b', true)]
  assert.equal(rules(build.service('a', { ports: [port], clients }), { hostClients: 'any' }), [
    { ports: api },
  ])
})

test('no known address opens nothing', () => {
  const clients = [{ ...client('b', true), nodes: [] }]
  assert.equal(rules(build.service('a', { ports: [port], clients }), { hostSourceCidrs: [] }), 'none')
})

test('what is published is open to anyone', () => {
  const ingress = { ...exampleEnvironment().ingress, enabled: false }
  assert.equal(rules(build.service('a', { ports: [{ ...port, node: 30500 }] })), [{ ports: api }])
  assert.equal(rules(build.service('a', { ports: [{ ...port, ingress: 'a' }] })), [{ ports: api }])
  assert.equal(rules(build.service('a', { ports: [{ ...port, ingress: 'a' }] }), { ingress }), 'none')
})

test('a service on the host network has no policy, since none would bind it', () => {
  assert.is(policyOf(service('agent')), undefined)
})

test.run()
