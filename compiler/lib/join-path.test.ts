import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { joinPath } from './join-path.ts'

const cases: readonly [from: string, name: string, expected: string][] = [
  ['a.yaml', 'b.yaml', 'b.yaml'],
  ['environments/a.yaml', 'b.yaml', 'environments/b.yaml'],
  ['environments/a.yaml', './b.yaml', 'environments/b.yaml'],
  ['environments/a.yaml', 'sub//b.yaml', 'environments/sub/b.yaml'],
  ['environments/a.yaml', '../b.yaml', 'b.yaml'],
  ['environments/a.yaml', 'sub/../../b.yaml', 'b.yaml'],
  ['environments/a.yaml', '../../b.yaml', '../b.yaml'],
  ['a.yaml', '../../b.yaml', '../../b.yaml'],
  ['a.yaml', '../x/../b.yaml', '../b.yaml'],
  ['environments/a.yaml', '/etc/b.yaml', '/etc/b.yaml'],
  ['environments/a.yaml', '/etc/../b.yaml', '/b.yaml'],
  ['../shared/a.yaml', 'b.yaml', '../shared/b.yaml'],
  ['../shared/a.yaml', '../b.yaml', '../b.yaml'],
]
for (const [from, name, expected] of cases)
  test(`${name} named in ${from} is ${expected}`, () => assert.is(joinPath(from, name), expected))

test.run()
