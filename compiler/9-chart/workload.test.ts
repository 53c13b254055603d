import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { DeployedService } from '../model/deployment.ts'
import * as build from './build.test-support.ts'
import { at, exampleEnvironment, plainObjects, service } from './example.test-support.ts'

const storage = { name: 'data', path: '/data', readOnly: false, type: 'storage', size: '1Gi' } as const
const once = build.container('a', { volumes: [{ ...storage, accessMode: 'ReadWriteOnce' }] })
const many = build.container('a', { volumes: [{ ...storage, accessMode: 'ReadWriteMany' }] })
const rolling = (maxSurge: number | string, maxUnavailable: number | string): unknown => ({
  type: 'RollingUpdate',
  rollingUpdate: { maxSurge, maxUnavailable },
})

const strategies: readonly [name: string, more: Partial<DeployedService>, strategy: unknown][] = [
  ['a Deployment starts new pods before it stops old ones', {}, rolling(1, 0)],
  ['its definition may say otherwise', { update: { maxSurge: '25%', maxUnavailable: 1 } }, rolling('25%', 1)],
  [
    'on the host network an old pod must go first',
    { hostNetwork: true, update: { maxSurge: 2 } },
    rolling(0, 1),
  ],
  ['pods that fill their nodes and keep apart need room', { antiAffinity: 'local' }, rolling(0, 1)],
  ['pods that keep apart roll on a free node', { antiAffinity: 'local', replicas: 1 }, rolling(1, 0)],
  ['a claim for one node is let go first', { containers: [once] }, { type: 'Recreate' }],
  ['a claim for many nodes is shared', { containers: [many] }, rolling(1, 0)],
  ['Recreate can be asked for', { strategy: 'Recreate' }, { type: 'Recreate' }],
]
for (const [name, more, strategy] of strategies) {
  test(name, () => {
    const found = plainObjects(build.service('a', more)).get('deployment.yaml')
    assert.equal(at(found, 'spec.strategy'), strategy)
  })
}

test('a disruptive DaemonSet restarts only by hand where nodes are listed in its pods', () => {
  const under = (placement: 'hostnames' | 'labels', disruptive: boolean): unknown =>
    at(
      plainObjects(service('agent', { disruptive }), exampleEnvironment({ placement })).get('daemonset.yaml'),
      'spec.updateStrategy',
    )
  const bounded = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } }
  assert.equal(under('hostnames', true), { type: 'OnDelete' })
  assert.equal(under('hostnames', false), bounded)
  assert.equal(under('labels', true), bounded)
})

test('pods carry only labels that never change', () => {
  const template = at(plainObjects(service('rpc')).get('statefulset.yaml'), 'spec.template.metadata.labels')
  assert.equal(template, {
    'app.kubernetes.io/name': 'rpc',
    'app.kubernetes.io/instance': 'prod',
    'app.kubernetes.io/component': 'server',
    'app.kubernetes.io/part-of': 'queue',
  })
})

test('the members of a StatefulSet find each other by the headless Service', () => {
  const objects = plainObjects(service('rpc'))
  assert.is(at(objects.get('statefulset.yaml'), 'spec.serviceName'), 'rpc-peers')
  assert.is(at(objects.get('service-peers.yaml'), 'spec.clusterIP'), 'None')
  assert.is(at(objects.get('service-peers.yaml'), 'spec.publishNotReadyAddresses'), true)
  assert.is(at(objects.get('service.yaml'), 'spec.clusterIP'), undefined)
})

test('by labels, nothing in a pod or a job depends on which nodes there are', () => {
  const objects = (nodes: DeployedService['nodes']): unknown =>
    ['deployment.yaml', 'job-db-sync.yaml'].map((it) =>
      plainObjects(service('portal', { nodes }), exampleEnvironment({ placement: 'labels' })).get(it),
    )
  assert.equal(objects(build.control), objects([...build.control, build.node('ctl-3', '10.0.0.3')]))
  assert.equal(at(objects(build.control), '0.spec.template.spec.nodeSelector'), {
    'prod.oskc.io/portal': '',
  })
})

test('a node that joins the environment changes no pod and no job of a service that does not run there', () => {
  const objects = (nodes: typeof build.control): unknown => [
    ...plainObjects(service('portal'), exampleEnvironment({ nodes })),
  ]
  assert.equal(objects(build.control), objects([...build.control, ...build.compute]))
})

test('pods keep apart where they must, else spread', () => {
  const pod = (more: Partial<DeployedService>): unknown =>
    at(plainObjects(build.service('a', more)).get('deployment.yaml'), 'spec.template.spec')
  const terms = 'affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution.0'
  assert.is(at(pod({}), terms), undefined)
  assert.is(at(pod({}), 'topologySpreadConstraints.0.topologyKey'), 'kubernetes.io/hostname')
  assert.is(at(pod({ antiAffinity: 'local' }), 'topologySpreadConstraints'), undefined)
  assert.is(at(pod({ antiAffinity: 'local' }), `${terms}.namespaceSelector`), undefined)
  assert.equal(at(pod({ antiAffinity: 'global' }), `${terms}.namespaceSelector`), {})
})

test('data in directories of hosts: every pod on a node of its own, and its user owns the directory', () => {
  const environment = exampleEnvironment({ storage: { provider: 'host' } })
  const { antiAffinity: _, ...anywhere } = service('rpc')
  const objects = plainObjects(anywhere, environment)
  const pod = at(objects.get('statefulset.yaml'), 'spec.template.spec')
  assert.is(at(objects.get('statefulset.yaml'), 'spec.volumeClaimTemplates'), undefined)
  assert.is(at(pod, 'volumes.0.hostPath.path'), '/var/lib/oskc/prod/rpc/data')
  assert.equal(at(pod, 'initContainers.0.command'), ['chown', '999:999', '/var/lib/queue'])
})

test('claims outlive the chart, and have the class of the volume or of the environment', () => {
  const claim = plainObjects(service('images')).get('persistentvolumeclaim-store.yaml')
  assert.equal(at(claim, 'metadata.annotations'), { 'helm.sh/resource-policy': 'keep' })
  assert.is(at(claim, 'spec.storageClassName'), 'nfs')
  const environment = exampleEnvironment({ storage: { provider: 'claim', class: 'fast' } })
  const set = plainObjects(service('rpc'), environment).get('statefulset.yaml')
  assert.is(at(set, 'spec.volumeClaimTemplates.0.spec.storageClassName'), 'fast')
})

test('what Kubernetes takes as one thing is said in full, so that nobody who applies it wants less', () => {
  const [claim] = at(
    plainObjects(build.service('a', { kind: 'StatefulSet', containers: [once] })).get('statefulset.yaml'),
    'spec.volumeClaimTemplates',
  ) as unknown[]
  assert.is(at(claim, 'apiVersion'), 'v1')
  assert.is(at(claim, 'kind'), 'PersistentVolumeClaim')
  assert.is(at(claim, 'spec.volumeMode'), 'Filesystem')
  assert.equal(at(claim, 'status'), { phase: 'Pending' })
  const agent = JSON.stringify(plainObjects(service('agent')).get('daemonset.yaml'))
  const references = agent.match(/"fieldRef":\{[^}]*\}/g) ?? []
  assert.ok(references.length > 0 && references.every((it) => it.includes('"apiVersion":"v1"')))
})

test.run()
