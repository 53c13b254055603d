import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { PlainMap, Program, Security } from '../model/deployment.ts'
import * as build from './build.test-support.ts'
import { plainYaml } from './plain-yaml.ts'
import { podSecurityLevel } from './pod-security-level.ts'
import { helperSecurityContext, securityContext } from './security.ts'

const program = (security: Partial<Security>, user?: number): Program => {
  const { user: _, group: __, ...image } = build.image('x')
  const common = build.program('x', ['x'])
  return {
    ...common,
    image: user === undefined ? image : { ...image, user, group: user },
    security: { ...common.security, ...security },
  }
}
const contextOf = (it: Program): PlainMap => plainYaml({ it: securityContext(it) })['it'] as PlainMap
const helperOf = (it: Program): PlainMap => plainYaml({ it: helperSecurityContext(it) })['it'] as PlainMap
const drop = { drop: ['ALL'] }
const seccompProfile = { type: 'RuntimeDefault' }

const cases: readonly [name: string, program: Program, context: PlainMap][] = [
  [
    'a restricted program has nothing that it does not need',
    program({}, 42),
    {
      ...{ runAsNonRoot: true, runAsUser: 42, runAsGroup: 42, allowPrivilegeEscalation: false },
      ...{ capabilities: drop, readOnlyRootFilesystem: true, seccompProfile },
    },
  ],
  [
    'the user of its definition wins over that of its image',
    program({ user: 7, group: 8 }, 42),
    {
      ...{ runAsNonRoot: true, runAsUser: 7, runAsGroup: 8, allowPrivilegeEscalation: false },
      ...{ capabilities: drop, readOnlyRootFilesystem: true, seccompProfile },
    },
  ],
  [
    'a baseline program may be root, with the capabilities that it names',
    program({ profile: 'baseline', capabilities: ['CHOWN'], readOnlyRootFilesystem: false }, 0),
    {
      ...{ runAsUser: 0, runAsGroup: 0, capabilities: { ...drop, add: ['CHOWN'] } },
      ...{ readOnlyRootFilesystem: false, seccompProfile },
    },
  ],
  [
    'a privileged container has everything',
    program({ profile: 'privileged', privileged: true }, 42),
    { runAsUser: 42, runAsGroup: 42, privileged: true, readOnlyRootFilesystem: true },
  ],
  [
    'a program of that profile need not be a privileged container',
    program({ profile: 'privileged', capabilities: ['NET_ADMIN'] }, 0),
    {
      runAsUser: 0,
      runAsGroup: 0,
      capabilities: { ...drop, add: ['NET_ADMIN'] },
      readOnlyRootFilesystem: true,
    },
  ],
]
for (const [name, it, context] of cases) test(name, () => assert.equal(contextOf(it), context))

const levelOf = (...contexts: readonly PlainMap[]): string =>
  podSecurityLevel({ containers: contexts.map((it) => ({ securityContext: it })) })

test('what oskc adds to a privileged pod is restricted itself, as far as the user allows', () => {
  assert.is(levelOf(helperOf(program({ profile: 'privileged', privileged: true }, 42))), 'restricted')
  assert.is(levelOf(helperOf(program({ profile: 'baseline' }, 0))), 'baseline')
  assert.is(levelOf(helperOf(program({ profile: 'baseline' }))), 'baseline')
  assert.is(levelOf(helperOf(program({}))), 'restricted')
})

test('the level of a pod is that of its least strict container', () => {
  const [restricted, , baseline, privileged, capable] = cases.map(([, , it]) => it) as [
    PlainMap,
    ...PlainMap[],
  ]
  assert.is(levelOf(restricted), 'restricted')
  assert.is(levelOf(restricted, baseline!), 'baseline')
  assert.is(levelOf(restricted, baseline!, privileged!), 'privileged')
  assert.is(levelOf(capable!), 'privileged')
  assert.is(levelOf({}), 'baseline')
})

test('namespaces, directories and ports of the host need the privileged level', () => {
  const containers = [{ securityContext: contextOf(program({}, 42)) }]
  for (const key of ['hostNetwork', 'hostPID', 'hostIPC'])
    assert.is(podSecurityLevel({ containers, [key]: true }), 'privileged', key)
  assert.is(
    podSecurityLevel({ containers, volumes: [{ name: 'x', hostPath: { path: '/x' } }] }),
    'privileged',
  )
  assert.is(podSecurityLevel({ containers: [{ ...containers[0]!, ports: [{ hostPort: 1 }] }] }), 'privileged')
})

test.run()
