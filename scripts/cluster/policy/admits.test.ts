import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { NetworkPolicy } from '../control/network-objects.ts'
import type { StringMap } from '../control/objects.ts'
import type { Pod } from '../control/pod-objects.ts'
import { admits, sourceOf, type Policies } from './admits.ts'

const pod = (
  namespace: string,
  labels: StringMap,
  { hostNetwork = false, address = '10.0.0.1' } = {},
): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace, labels },
  spec: { hostNetwork, containers: [{ name: 'c', image: 'i', ports: [{ name: 'api', containerPort: 80 }] }] },
  status: { podIP: address },
})
const web = pod('a', { app: 'web' })
const policies = (...specs: readonly NetworkPolicy['spec'][]): Policies => ({
  policies: new Map([
    ['a', specs.map((spec) => ({ apiVersion: 'v1', kind: 'NetworkPolicy', metadata: { name: 'n' }, spec }))],
  ]),
  namespaces: new Map([
    ['a', { env: 'one' }],
    ['b', { env: 'two' }],
  ]),
})
const onWeb = { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress'] } as const
const from = (
  ...peers: NonNullable<NonNullable<NetworkPolicy['spec']['ingress']>[number]['from']>
): Policies => policies({ ...onWeb, ingress: [{ from: peers }] })
const db = { matchLabels: { app: 'db' } }
const at = { pod: web, port: 80, protocol: 'TCP' }

const cases: readonly (readonly [string, Policies, Pod, boolean])[] = [
  ['nothing binds a pod that no policy selects', policies({ ...onWeb, podSelector: db }), pod('b', {}), true],
  ['no rule lets nobody in', policies({ ...onWeb, ingress: [] }), pod('a', {}), false],
  ['an empty rule lets anybody in', policies({ ...onWeb, ingress: [{}] }), pod('b', {}), true],
  [
    'a policy about the other direction does not bind',
    policies({ ...onWeb, policyTypes: ['Egress'] }),
    pod('b', {}),
    true,
  ],
  [
    'what one policy refuses another may allow',
    policies({ ...onWeb }, { ...onWeb, ingress: [{}] }),
    pod('b', {}),
    true,
  ],
  ['pods are chosen by labels', from({ podSelector: db }), pod('a', { app: 'db' }), true],
  ['and others are not', from({ podSelector: db }), pod('a', { app: 'web' }), false],
  ['of its own namespace alone', from({ podSelector: db }), pod('b', { app: 'db' }), false],
  [
    'or of those that are chosen',
    from({ namespaceSelector: { matchLabels: { env: 'two' } } }),
    pod('b', {}),
    true,
  ],
  ['both must fit', from({ podSelector: db, namespaceSelector: {} }), pod('b', {}), false],
  [
    'labels do not tell pods on the host network',
    from({ podSelector: db }),
    pod('a', { app: 'db' }, { hostNetwork: true }),
    false,
  ],
  ['addresses do', from({ ipBlock: { cidr: '10.0.0.0/24' } }), pod('a', {}, { hostNetwork: true }), true],
  [
    'but for exceptions',
    from({ ipBlock: { cidr: '10.0.0.0/24', except: ['10.0.0.1/32'] } }),
    pod('a', {}),
    false,
  ],
  ['of one family', from({ ipBlock: { cidr: '10.0.0.0/8' } }), pod('a', {}, { address: 'fd00::1' }), false],
  [
    'a port is meant by number',
    policies({ ...onWeb, ingress: [{ ports: [{ port: 80 }] }] }),
    pod('b', {}),
    true,
  ],
  ['or by name', policies({ ...onWeb, ingress: [{ ports: [{ port: 'api' }] }] }), pod('b', {}), true],
  [
    'or in a range',
    policies({ ...onWeb, ingress: [{ ports: [{ port: 70, endPort: 79 }] }] }),
    pod('b', {}),
    false,
  ],
  [
    'with its protocol',
    policies({ ...onWeb, ingress: [{ ports: [{ port: 80, protocol: 'UDP' }] }] }),
    pod('b', {}),
    false,
  ],
]

for (const [name, all, client, expected] of cases)
  test(name, () => assert.is(admits(all, sourceOf(client), at), expected))

test('a pod on the host network is not bound', () => {
  const target = { ...at, pod: pod('a', { app: 'web' }, { hostNetwork: true }) }
  assert.ok(admits(policies({ ...onWeb, ingress: [] }), sourceOf(pod('b', {})), target))
})

test.run()
