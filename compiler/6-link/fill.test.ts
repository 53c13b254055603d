import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { compileTiny, toldBy } from '../test-support/tiny-project.test-support.ts'

/** What is reported of a definition with a text in its environment variables. */
function told(value: string, configs = ''): readonly string[] {
  const { diagnostics, linked } = compileTiny({
    '<oskc>/templates/web/services/web.yaml': `dsl_version: 1.0.0
service:
  containers: [{name: web, image: web, daemon: {command: [web]}, env: [{name: A, value: ${value}}]}]
`,
    'environments/dev.yaml': `nodes: {node1$: {roles: [all]}}\nroles: {all: [web]}\n${configs}`,
  })
  return toldBy(diagnostics, linked.sources)
}

const cases: readonly [name: string, value: string, configs: string, told: readonly string[]][] = [
  ['a fact of the pod may stand in a definition', '"{{pod.name}}"', '', []],
  ['a dollar and braces are text', '"$(x) ${x} {x}"', '', []],
  [
    'a placeholder may not be written by hand',
    '"@oskc{secret:raw:a/b}@"',
    '',
    ['template/reserved-text <oskc>/templates/web/services/web.yaml: "@oskc{secret:raw:a/b}@"'],
  ],
  [
    'nor may one come from a setting, which is to blame for it',
    '"{{web.title}}"',
    'configs: {web: {title: "@oskc{secret:raw:a/b}@"}}\n',
    ['template/reserved-text environments/dev.yaml: "@oskc{secret:raw:a/b}@"'],
  ],
  [
    'nor from one that comes with an address',
    '"{{web.title}}"',
    'configs: {ingress: {domain: "@oskc{secret:raw:a/b}@"}}\n',
    ['template/reserved-text environments/dev.yaml: "@oskc{secret:raw:a/b}@"'],
  ],
  [
    'nor from an item of a list that nobody reads',
    '"{{web.title}}"',
    'configs: {web: {names: ["@oskc{pod:raw:name}@"]}}\n',
    ['template/reserved-text environments/dev.yaml: "@oskc{pod:raw:name}@"'],
  ],
]
for (const [name, value, configs, expected] of cases)
  test(name, () => assert.equal(told(value, configs), expected))

test.run()
