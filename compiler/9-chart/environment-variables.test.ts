import { test } from 'uvu'
import * as assert from 'uvu/assert'
import fc from 'fast-check'
import { formatPlaceholder } from '../lib/placeholder.ts'
import { environmentOf, expandable } from './environment-variables.ts'

const node = formatPlaceholder({ kind: 'node', encoding: 'raw', argument: 'name' })
const pod = formatPlaceholder({ kind: 'pod', encoding: 'raw', argument: 'ip' })

const cases: readonly [text: string, expected: string][] = [
  ['plain $HOME $1 ${X}', 'plain $HOME $1 ${X}'],
  ['$(date)', '$$(date)'],
  ['$$', '$$$$'],
  [`--host=${node}`, '--host=$(OSKC_NODE_NAME)'],
  [`$${node}$`, '$$$(OSKC_NODE_NAME)$$'],
]
for (const [text, expected] of cases) {
  test(`${text} becomes ${expected}`, () => assert.is(expandable(text), expected))
}

test('Kubernetes gives any text back as it was written', () => {
  const text = fc.array(fc.constantFrom('$', '(', ')', 'a', 'OSKC_NODE_NAME', ' ')).map((it) => it.join(''))
  fc.assert(
    fc.property(
      text,
      text,
      (before, after) => expand(expandable(before + node + after)) === before + 'NODE' + after,
    ),
  )
})

/** As k8s.io/kubernetes/third_party/forked/golang/expansion does it. */
function expand(input: string): string {
  let output = ''
  for (let at = 0; at < input.length; at++) {
    if (input[at] !== '$' || at + 1 === input.length) output += input[at]
    else if (input[at + 1] === '$') output += input[++at]
    else if (input[at + 1] === '(' && input.indexOf(')', at) !== -1) {
      const end = input.indexOf(')', at)
      const name = input.slice(at + 2, end)
      output += name === 'OSKC_NODE_NAME' ? 'NODE' : `$(${name})`
      at = end
    } else output += input[at]! + input[++at]!
  }
  return output
}

test('facts come first, only those that are used, then the variables in their order', () => {
  const env = environmentOf({
    command: [pod],
    env: [
      { name: 'B', value: node },
      { name: 'A', secret: { name: 's', key: 'k' } },
    ],
  })
  assert.equal(env, [
    { name: 'OSKC_NODE_NAME', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'spec.nodeName' } } },
    { name: 'OSKC_POD_IP', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'status.podIP' } } },
    { name: 'B', value: '$(OSKC_NODE_NAME)' },
    { name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
  ])
})

test('an empty value is left out, as Kubernetes keeps it', () => {
  assert.equal(environmentOf({ command: [], env: [{ name: 'A', value: '' }] }), [{ name: 'A' }])
})

test('a secret or an interface in a command is a bug', () => {
  assert.throws(() => expandable(formatPlaceholder({ kind: 'secret', encoding: 'raw', argument: 'a/b' })))
  assert.throws(() => expandable(formatPlaceholder({ kind: 'interface', encoding: 'raw', argument: 'eth0' })))
})

test.run()
