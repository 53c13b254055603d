import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from 'yaml'
import { scratch } from './command-line.test-support.ts'

const { oskc, clear, lay } = scratch()
test.after(clear)

const nodes = {
  kind: 'List',
  items: [
    {
      metadata: { name: 'b', labels: { 'kubernetes.io/hostname': 'b.example.org' } },
      spec: {
        taints: [
          { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' },
          { key: 'example.org/for', value: 'gpu', effect: 'NoSchedule' },
        ],
      },
      status: {
        addresses: [
          { type: 'Hostname', address: 'b' },
          { type: 'InternalIP', address: '192.0.2.2' },
          { type: 'InternalIP', address: '2001:db8::2' },
        ],
      },
    },
    { metadata: { name: 'a', labels: { 'kubernetes.io/hostname': 'a' } }, spec: {}, status: {} },
  ],
}

test('the nodes of a cluster are reduced to what counts, sorted', async () => {
  const { exitCode, stdout, stderr } = await oskc('inventory', JSON.stringify(nodes))
  assert.is(stderr, '')
  assert.is(exitCode, 0)
  assert.equal(parse(stdout), [
    { name: 'a' },
    {
      name: 'b',
      hostname: 'b.example.org',
      addresses: ['192.0.2.2', '2001:db8::2'],
      taints: [{ key: 'example.org/for', value: 'gpu', effect: 'NoSchedule' }],
    },
  ])
  lay({ 'kubectl.json': JSON.stringify(nodes) })
  assert.is((await oskc('inventory kubectl.json')).stdout, stdout)
})

test('names that are words of YAML stay names', async () => {
  const names = ['e1', 'no', 'null', 'on', 'y', '7', '1e3', 'n-1', 'a.b']
  const items = names.map((name) => ({ metadata: { name } }))
  const { stdout } = await oskc('inventory -', JSON.stringify({ items }))
  for (const version of ['1.1', '1.2'] as const)
    assert.equal(
      (parse(stdout, { version }) as { name: unknown }[]).map((it) => it.name),
      [...names].sort(),
    )
})

const refused: readonly (readonly [
  what: string,
  line: string,
  stdin: string | undefined,
  message: string,
])[] = [
  ['a terminal', 'inventory', undefined, 'call/no-input'],
  ['a file that is not there', 'inventory none.json', undefined, 'call/unreadable-file'],
  ['what is no JSON', 'inventory', '{"items": [', 'parse/malformed-json'],
  ['what is no list', 'inventory', '{"items": 7}', 'validate/bad-inventory'],
  ['what is no node', 'inventory', '{"items": [7]}', 'validate/bad-inventory'],
  ['nothing', 'inventory', '', 'parse/malformed-json'],
]

for (const [what, line, stdin, code] of refused)
  test(`${what} is refused`, async () => {
    const { exitCode, stdout, stderr } = await oskc(line, stdin)
    assert.is(exitCode, 2)
    assert.is(stdout, '')
    assert.match(stderr, `error[${code}]`)
    assert.match(stderr, '\n1 error.\n')
  })

test.run()
