import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { ConfigFile, Container } from '../model/deployment.ts'
import * as build from './build.test-support.ts'
import { at, plainObjects, secret, service } from './example.test-support.ts'

type Entry = { readonly [key: string]: unknown; readonly name: string }
const podOf = (...containers: readonly Container[]): unknown =>
  at(plainObjects(build.service('a', { containers })).get('deployment.yaml'), 'spec.template.spec')
const named = (list: unknown, name: string): Entry => (list as Entry[]).find((it) => it.name === name)!
const namesOf = (list: unknown): unknown => (list as Entry[] | undefined)?.map((it) => it.name)

test('first the pod waits, then files are completed, then local commands run', () => {
  const pod = at(plainObjects(service('portal')).get('deployment.yaml'), 'spec.template.spec')
  assert.equal(namesOf(at(pod, 'initContainers')), ['wait', 'configure-portal-api', 'make-folders'])
})

test('the token is mounted into the waiting container alone, secrets of files into the configuring one', () => {
  const pod = at(plainObjects(service('portal')).get('deployment.yaml'), 'spec.template.spec')
  const containers = [...(at(pod, 'initContainers') as Entry[]), ...(at(pod, 'containers') as Entry[])]
  const users = (volume: string): unknown =>
    namesOf(
      containers.filter((it) =>
        (it['volumeMounts'] as Entry[] | undefined)?.some((mount) => mount.name === volume),
      ),
    )
  assert.equal(users('oskc-token'), ['wait'])
  assert.equal(users('oskc-secrets-portal-api'), ['configure-portal-api'])
  assert.is(at(pod, 'automountServiceAccountToken'), false)
})

test('a container without placeholders and variants has no configure step', () => {
  const pod = podOf(build.container('a', { files: [build.file('plain', 'x\n')] }))
  assert.is(at(pod, 'initContainers'), undefined)
  assert.equal(at(pod, 'containers.0.volumeMounts'), [
    { name: 'oskc-files', mountPath: '/etc/portal/plain', subPath: 'plain', readOnly: true },
  ])
})

const modes: readonly [name: string, file: Partial<ConfigFile>, mode: number][] = [
  ["a program's own file is readable by others", { mode: 0o640 }, 0o644],
  ["a program's own script can be run by others", { mode: 0o700 }, 0o755],
  ["root's file keeps its mode", { mode: 0o440, owner: 'root' }, 0o440],
]
for (const [name, file, mode] of modes) {
  test(name, () => {
    const pod = podOf(build.container('a', { files: [build.file('plain', 'x\n', file)] }))
    assert.is(at(pod, 'volumes.0.configMap.items.0.mode'), mode)
  })
}

test('the configure step is told keys and modes, and writes into memory', () => {
  const pod = podOf(build.container('a', { files: [build.file('b.conf', secret, { mode: 0o600 })] }))
  assert.equal(at(pod, 'initContainers.0.command'), ['sh', '/oskc/bin/configure.sh', 'b.conf:0600'])
  const volume = named(at(pod, 'volumes'), 'oskc-out-a')
  assert.equal(volume['emptyDir'], { medium: 'Memory', sizeLimit: '2Mi' })
  assert.is(at(pod, 'initContainers.0.resources.limits.memory'), '34Mi')
  assert.equal(at(named(at(pod, 'volumes'), 'oskc-secrets-a'), 'projected.sources'), [
    {
      secret: {
        name: 'service-portal',
        items: [{ key: 'db-password', path: 'service-portal/db-password' }],
      },
    },
  ])
})

test('a local command sees the files of its container and its own, all made by one step', () => {
  const own = build.file('own.conf', secret, { path: '/own' })
  const before = [{ ...build.program('other', ['x'], { files: [own] }), name: 'first' }]
  const pod = podOf(build.container('a', { before, files: [build.file('b.conf', secret)] }))
  const step = named(at(pod, 'initContainers'), 'configure-a')
  assert.equal(step['command'], ['sh', '/oskc/bin/configure.sh', 'b.conf:0640', 'own.conf:0640'])
  const mounts = (list: unknown): unknown => (list as Entry[]).map((it) => it['mountPath'])
  assert.equal(mounts(named(at(pod, 'initContainers'), 'first')['volumeMounts']), [
    '/etc/portal/b.conf',
    '/own',
  ])
  assert.equal(mounts(at(pod, 'containers.0.volumeMounts')), ['/etc/portal/b.conf'])
})

test('a step that is not privileged hands no mounts on to its node, and sees what is there', () => {
  const volumes = [
    { ...{ name: 'run', path: '/run', readOnly: false }, type: 'host', hostPath: '/run' } as const,
  ].map((it) => ({ ...it, propagation: 'Bidirectional' }) as const)
  const step = { ...build.program('other', ['x'], { volumes }), name: 'first' }
  const privileged = { ...step, name: 'second', security: { ...step.security, privileged: true } }
  const pod = podOf(build.container('a', { before: [step, privileged], volumes }))
  const found = (list: unknown, name: string): unknown =>
    (named(list, name)['volumeMounts'] as Entry[])[0]!['mountPropagation']
  assert.is(found(at(pod, 'initContainers'), 'first'), 'HostToContainer')
  assert.is(found(at(pod, 'initContainers'), 'second'), 'Bidirectional')
  assert.is(found(at(pod, 'containers'), 'a'), 'Bidirectional')
})

test('equal volumes of two containers are one volume, different ones a bug', () => {
  const volume = (sizeLimit: string): Partial<Container> => ({
    volumes: [{ type: 'empty-dir', name: 'tmp', path: '/tmp', readOnly: false, sizeLimit }],
  })
  const pod = podOf(build.container('a', volume('1Mi')), build.container('b', volume('1Mi')))
  assert.equal(namesOf(at(pod, 'volumes')), ['tmp'])
  assert.throws(() => podOf(build.container('a', volume('1Mi')), build.container('b', volume('2Mi'))))
})

test('mounts stand with parents before what lies in them', () => {
  const volume = { type: 'empty-dir', readOnly: false } as const
  const volumes = [
    { ...volume, name: 'inner', path: '/etc/portal/x' },
    { ...volume, name: 'outer', path: '/etc/portal' },
  ]
  const pod = podOf(build.container('a', { volumes, files: [build.file('b.conf', 'x\n')] }))
  const paths = (at(pod, 'containers.0.volumeMounts') as Entry[]).map((it) => it['mountPath'])
  assert.equal(paths, ['/etc/portal', '/etc/portal/b.conf', '/etc/portal/x'])
})

test('a probe of another than the first container has the number of the port', () => {
  const pod = at(plainObjects(service('portal')).get('deployment.yaml'), 'spec.template.spec')
  assert.is(at(pod, 'containers.0.readinessProbe.httpGet.port'), 'api')
  assert.is(at(pod, 'containers.1.livenessProbe.tcpSocket.port'), 5000)
})

test('the host network has its own resolver, and its ports are ports of the host', () => {
  const pod = at(plainObjects(service('agent')).get('daemonset.yaml'), 'spec.template.spec')
  assert.is(at(pod, 'dnsPolicy'), 'ClusterFirstWithHostNet')
  assert.equal(at(pod, 'containers.0.ports.0'), {
    name: 'agent',
    containerPort: 9999,
    hostPort: 9999,
    protocol: 'UDP',
  })
})

test.run()
