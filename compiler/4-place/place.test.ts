import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { placeTiny, toldBy } from '../test-support/tiny-project.test-support.ts'

const definition = (kind: string) =>
  `dsl_version: 1.0.0\nservice:\n  kind: ${kind}\n  containers: [{name: a, image: web, daemon: {command: [a]}}]\n`
const daemon = { '<oskc>/templates/web/services/agent.yaml': definition('DaemonSet') }

/** What an environment places: `service: its nodes`, and what is reported. */
function place(environment: string, nodes = 'node1, node2, node3, node4, node10', allowUnmatched = false) {
  const files = { ...daemon, 'nodes.yaml': `[${nodes}]\n`, 'environments/dev.yaml': environment }
  const { placed, report } = placeTiny(files, { allowUnmatched })
  const [placement] = placed.placements
  return {
    placement: placement!,
    services: [...placement!.instances.values()].map(
      (it) => `${it.name}: ${it.nodes.map((node) => node.name).join(' ')}`,
    ),
    told: toldBy(report, placed.sources).map((it) => it.replace(' environments/dev.yaml', '')),
    report,
  }
}

const patterns: readonly [pattern: string, nodes: string, told: readonly string[]][] = [
  ['node1$', 'node1', []],
  ['node1', 'node1 node10', ['place/prefix-match: node1']],
  ['node', 'node1 node10 node2 node3 node4', ['place/prefix-match: node']],
  ['ode1', '', ['place/unmatched-pattern: ode1']],
  ['.*ode1$', 'node1', []],
  ['Node1', '', ['place/unmatched-pattern: Node1']],
  ['node[2-4]', 'node2 node3 node4', []],
  ['node(2|10)', 'node10 node2', []],
  ['node[2,3]', 'node2 node3', ['place/comma-in-class: [2,3]']],
  ['^node2$', 'node2', []],
  ['node1|node2', 'node1 node10 node2', ['place/prefix-match: node1|node2']],
]
for (const [pattern, nodes, told] of patterns)
  test(`the pattern ${pattern} takes ${nodes || 'nothing'}`, () => {
    const found = place(`nodes: {'${pattern}': {roles: [all]}}\nroles: {all: [store]}\n`)
    assert.equal(found.services, nodes === '' ? [] : [`store: ${nodes}`])
    assert.equal(
      found.told.map((it) => it.replaceAll("'", '')),
      told,
    )
  })

test('the names that go on behind a pattern are listed, and the pattern that was meant', () => {
  const { report } = place('nodes: {node1: {roles: [all]}}\nroles: {all: [store]}\n')
  assert.match(report[0]!.message, 'also takes node10')
  assert.is(report[0]!.hint, 'Write "node1$" to take whole names only.')
})

test('a pattern that matches nothing is only a warning where that was allowed', () => {
  const text = 'nodes: {node1$: {roles: [all]}, node7: {roles: [all]}}\nroles: {all: [store]}\n'
  assert.equal(
    place(text).report.map((it) => `${it.severity} ${it.code}`),
    ['error place/unmatched-pattern'],
  )
  assert.equal(
    place(text, undefined, true).report.map((it) => `${it.severity} ${it.code}`),
    ['warning place/unmatched-pattern-allowed'],
  )
})

test('a node has the roles of all its patterns, each once and sorted; its patterns are in order of their text', () => {
  const { placement } = place(
    'nodes: {"node[2-4]": {roles: [b, a]}, node2: {roles: [b, c]}, node1$: {}}\nroles: {a: [store], b: [], c: []}\n',
  )
  assert.equal(
    placement.nodes.map((it) => [it.node.name, it.roles, it.patterns.map((one) => one.key.source)]),
    [
      ['node1', [], ['node1$']],
      ['node2', ['a', 'b', 'c'], ['node2', 'node[2-4]']],
      ['node3', ['a', 'b'], ['node[2-4]']],
      ['node4', ['a', 'b'], ['node[2-4]']],
    ],
  )
})

test('a service runs on the sorted, unique nodes of all roles that list it, whatever the order of the inventory', () => {
  const found = place(
    'nodes: {"node[34]": {roles: [a, b]}, node2: {roles: [b]}}\nroles: {a: [store, web, store], b: [web]}\n',
    'node4, node3, node2, node1',
  )
  assert.equal(found.services, ['store: node3 node4', 'web: node2 node3 node4'])
  assert.equal(found.placement.instances.get('web')?.roles, ['a', 'b'])
})

const mistakes: readonly [name: string, text: string, told: readonly string[]][] = [
  [
    'a role that nobody defines',
    'nodes: {node1$: {roles: [al]}}\nroles: {all: [store]}\n',
    ['place/unknown-role: al'],
  ],
  [
    'a role that no node has',
    'nodes: {node1$: {roles: [all]}}\nroles: {all: [store], rest: [web]}\n',
    ['place/unused-role: rest'],
  ],
  [
    'a service that nobody defines',
    'nodes: {node1$: {roles: [all]}}\nroles: {all: [store, wep]}\n',
    ['place/unknown-service: wep'],
  ],
  [
    'an instance of a service that nobody defines',
    'nodes: {node1$: {roles: [all]}}\nroles: {all: [store, x]}\nservices: {x: {service_def: wep}}\n',
    ['place/unknown-service: wep'],
  ],
  [
    'replicas of a service that runs nowhere',
    'nodes: {node1$: {roles: [all]}}\nroles: {all: [store]}\nreplicas: {web: 2}\n',
    ['place/replicas-of-nothing: web'],
  ],
  [
    'replicas of a service that nobody defines',
    'nodes: {node1$: {roles: [all]}}\nroles: {all: [store]}\nreplicas: {wep: 2}\n',
    ['place/unknown-service: wep'],
  ],
  [
    'replicas of what runs once on each node',
    'nodes: {node1$: {roles: [all]}}\nroles: {all: [agent]}\nreplicas: {agent: 1}\n',
    ['place/replicas-of-daemon-set: agent'],
  ],
  [
    'more replicas than distinct nodes',
    'nodes: {"node[23]": {roles: [a, b]}}\nroles: {a: [web], b: [web]}\nreplicas: {web: 3}\n',
    ['place/too-many-replicas: 3'],
  ],
]
for (const [name, text, told] of mistakes)
  test(`${name} is reported`, () => assert.equal(place(text).told, told))

test('replicas are one unless they are said; what runs once on each node has as many as nodes', () => {
  const { placement, report } = place(
    'nodes: {"node[2-4]": {roles: [all]}}\nroles: {all: [web, store, agent]}\nreplicas: {web: 3}\n',
  )
  assert.equal(report, [])
  assert.equal(
    [...placement.instances.values()].map((it) => [it.name, it.replicas]),
    [
      ['agent', 3],
      ['store', 1],
      ['web', 3],
    ],
  )
})

test('a named instance stands beside the default one, and one of its name takes its place', () => {
  const { placement, report } = place(
    'nodes: {node1$: {roles: [all]}}\nroles: {all: [store, second, web]}\nservices: {second: {service_def: store}, web: {service_def: store}}\n',
  )
  assert.equal(report, [])
  assert.equal(
    [...placement.instances.values()].map((it) => [it.name, it.entry.name]),
    [
      ['second', 'store'],
      ['store', 'store'],
      ['web', 'store'],
    ],
  )
})

test('where the inventory is broken, nothing is said of what matches nothing', () => {
  const { told } = place(
    'nodes: {node7: {roles: [all]}}\nroles: {all: [store]}\nreplicas: {store: 9}\n',
    'Not A Node',
  )
  assert.equal(told, ['validate/bad-form nodes.yaml: Not A Node'])
})

test.run()
