import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Mapping } from '../model/node.ts'
import { yaml } from '../test-support/yaml.test-support.ts'
import { settingLeaves } from './setting-leaves.ts'

const cases: readonly [text: string, paths: readonly string[]][] = [
  ['{}', []],
  ['{a: 1, b: {c: {d: x}, e: null}}', ['a', 'b.c.d', 'b.e']],
  ['{a: [{b: 1}], c: {}}', ['a']],
  ['{web: {conf: {web.conf: {DEFAULT: {debug: "true"}}}, workers: 2}}', ['web.workers']],
  ['{conf: 1, web: {more: {conf: 2}}}', ['conf', 'web.more.conf']],
]
for (const [text, paths] of cases)
  test(`${text} sets ${paths.join(', ') || 'nothing'}`, () => {
    const leaves = settingLeaves(yaml(text, 'a.yaml') as Mapping)
    assert.equal(
      leaves.map((it) => it.path),
      paths,
    )
    for (const { path, at } of leaves) assert.is(at.source, path.split('.').at(-1))
  })

test.run()
