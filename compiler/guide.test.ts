import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { compile } from './compile.ts'
import { readProject } from './edge/read-project.ts'
import type { SourceFile } from './model/source.ts'

/* The sample files of the guide to parallel environments, whole. They are older than the placement service. */

const project = readProject({ cwd: join(import.meta.dirname, '../fixtures/guide'), directory: '.' })
const request = { environmentFiles: project.environments, inventory: project.inventory }

/** `code file: the text at the place`, so that a place that is one character off is seen. */
function told(sources: ReadonlyMap<string, SourceFile>): readonly string[] {
  return compile(sources, request).diagnostics.map(({ code, at }) => {
    const text = at && sources.get(at.file)
    return `${code} ${at?.file}: ${typeof text === 'string' ? text.slice(at!.start, at!.end) : ''}`
  })
}

/** The guide with the misspelt name mended, and perhaps with the service that became one of its own. */
function mended(placement: boolean): ReadonlyMap<string, SourceFile> {
  const roles = String(project.sources.get('ccp-roles.yaml'))
  const now = roles.replace('openvswitch-vswitchdvv', 'openvswitch-vswitchd')
  return new Map(project.sources).set(
    'ccp-roles.yaml',
    placement ? now.replace('- nova-scheduler', '$&\n    - placement-api') : now,
  )
}

test('the misspelt service is reported where it stands, and everything that is only old is a warning', () => {
  assert.equal(
    told(project.sources).filter((it) => !it.startsWith('link/rolling-tag')),
    [
      // Its inventory is names alone.
      'render/no-addresses ccp-cli-config-1.yaml: "ccp-1"',
      'render/no-addresses ccp-cli-config-2.yaml: "ccp-2"',
      'render/no-addresses ccp-cli-config-3.yaml: "ccp-3"',
      'settle/without-effect ccp-configs-common.yaml: builder',
      'settle/retired-setting ccp-configs-common.yaml: neutron_external_interface',
      'place/retired-service ccp-roles.yaml: glance-registry',
      'place/retired-service ccp-roles.yaml: nova-consoleauth',
      'place/unknown-service ccp-roles.yaml: openvswitch-vswitchdvv',
      'place/comma-in-class ccp-topology-1.yaml: [1,2-3,4,5-6,7,8-9]',
      'place/comma-in-class ccp-topology-2.yaml: [1,2-3,4,5-6,7,8-9]',
      'place/comma-in-class ccp-topology-3.yaml: [1,2-3,4,5-6,7,8-9]',
    ],
  )
})

test('the hint proposes the name that was meant', () => {
  const { diagnostics, charts } = compile(project.sources, request)
  const unknown = diagnostics.find((it) => it.code === 'place/unknown-service')
  assert.is(unknown?.hint, 'Did you mean "openvswitch-vswitchd"?')
  assert.is(charts.size, 0)
})

test('what is missing since is named where it is wanted', () => {
  const { diagnostics } = compile(mended(false), request)
  const errors = diagnostics.filter((it) => it.severity === 'error')
  assert.equal(
    new Set(errors.map((it) => `${it.code}: ${it.hint}`)),
    new Set(['link/unmet-need: Place one of: placement-api.']),
  )
})

test('with the name mended and placement added the services run on the nodes of the deployment model', () => {
  const { linked, diagnostics } = compile(mended(true), request)
  assert.equal(
    diagnostics.filter((it) => it.severity === 'error'),
    [],
  )
  const nodes = (environment: number, service: string) =>
    linked.placements[environment]!.instances.get(service)?.nodes.map((it) => it.name)
  const dedicated = [
    { controller: 'node1', computes: ['node2', 'node3'] },
    { controller: 'node4', computes: ['node5', 'node6'] },
    { controller: 'node7', computes: ['node8', 'node9'] },
  ]
  dedicated.forEach(({ controller, computes }, index) => {
    assert.is(nodes(index, 'keystone')?.length, 9)
    assert.equal(nodes(index, 'neutron-l3-agent'), [controller])
    assert.equal(nodes(index, 'nova-compute'), computes)
    assert.equal(nodes(index, 'openvswitch-vswitchd'), [controller, ...computes])
  })
})

test.run()
