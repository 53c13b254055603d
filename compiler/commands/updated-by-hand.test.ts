import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { updatedByHand } from './updated-by-hand.ts'

const path = 'charts/agent/templates/daemonset.yaml'
const files = new Map([
  [path, 'spec:\n  updateStrategy:\n    type: OnDelete\n'],
  ['charts/rolling/templates/daemonset.yaml', 'spec:\n  updateStrategy:\n    type: RollingUpdate\n'],
])

test('an upgrade that changes pods which stay until they are deleted says so', () => {
  const lines = updatedByHand(files, ['Chart.yaml', path])
  assert.ok(lines.every((it) => it.startsWith('# ')))
  assert.match(lines.join(' '), 'pods of agent stay')
  assert.match(lines.join(' '), '--wait=legacy')
})

test('an upgrade of anything else, a service that is gone, and a first installation, do not', () => {
  assert.equal(updatedByHand(files, ['charts/agent/templates/service.yaml']), [])
  assert.equal(updatedByHand(files, ['charts/rolling/templates/daemonset.yaml']), [])
  assert.equal(updatedByHand(files, ['charts/gone/templates/daemonset.yaml']), [])
  assert.equal(updatedByHand(files, ['namespace.yaml', path]), [])
})

test.run()
