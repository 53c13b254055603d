import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { placeProject } from './compile.ts'
import type { Report } from './diagnostic.ts'
import { readProject } from './edge/read-project.ts'
import { scalarsOf, valueAt } from './lib/node.ts'
import type { Placed, Placement } from './model/placement.ts'
import { skipTest } from '../scripts/skip-test.ts'

/* The configuration files that were published with the original tool load, merge and place as its rules say. */

const inputs = join(import.meta.dirname, '../../shared/ccp-inputs')

/** Places environment files of a folder of the inputs, on as many nodes. */
function placeInputs(
  folder: string,
  files: readonly string[],
  nodes: number,
): { placed: Placed; report: Report } {
  const root = mkdtempSync(join(tmpdir(), 'oskc-inputs-'))
  try {
    cpSync(join(inputs, folder), root, { recursive: true })
    writeFileSync(
      join(root, 'oskc.yaml'),
      `environments: [${files.map((it) => JSON.stringify(it)).join(', ')}]\n`,
    )
    writeFileSync(
      join(root, 'nodes.yaml'),
      nodeNames(nodes)
        .map((it) => `- ${it}\n`)
        .join(''),
    )
    const project = readProject({ cwd: root, directory: root })
    const report: Report = [...project.diagnostics]
    const request = { environmentFiles: project.environments, inventory: project.inventory }
    return { placed: placeProject(project.sources, request, report), report }
  } finally {
    rmSync(root, { recursive: true })
  }
}

function nodeNames(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `node${index + 1}`)
}

/** The original rules, written down once more: patterns match from the start, a service runs on the union of its roles' nodes. */
function expectedNodes(
  { environment }: Placement,
  { catalogue }: Placed,
  count: number,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>()
  for (const pattern of environment.patterns)
    for (const node of nodeNames(count).filter((it) => new RegExp(`^(?:${pattern.key.source})`).test(it)))
      for (const role of pattern.roles)
        for (const service of scalarsOf(valueAt(valueAt(environment.sections, 'roles'), role.source)))
          if (!catalogue.retiredServices.has(definitionOf(service.source, environment)))
            found.set(service.source, (found.get(service.source) ?? new Set()).add(node))
  return new Map([...found].map(([service, nodes]) => [service, [...nodes].sort()]))
}

/** The definition behind a name that roles use: that of the instance of this name, or of the name itself. */
function definitionOf(name: string, { instances }: Placement['environment']): string {
  return instances.get(name)?.definition.source ?? name
}

function check(placement: Placement, placed: Placed, count: number): void {
  const actual = [...placement.instances.values()].map((it) => [it.name, it.nodes.map((node) => node.name)])
  const expected = [...expectedNodes(placement, placed, count)].sort(([a], [b]) => (a < b ? -1 : 1))
  assert.equal(actual, expected)
}

const codes = (report: Report, severity: string) =>
  [...new Set(report.filter((it) => it.severity === severity).map((it) => it.code))].sort()

if (!existsSync(inputs)) {
  skipTest('the published inputs of the original tool', 'they are not beside the project')
} else {
  for (const file of readdirSync(join(inputs, 'etc')).filter((it) => it.endsWith('.yaml'))) {
    test(`etc/${file} places every service where the original rules do`, () => {
      const count = file.includes('large') ? 12 : 3
      const { placed, report } = placeInputs('etc', [file], count)
      assert.equal(codes(report, 'error'), [])
      assert.equal(
        codes(report, 'warning').filter((it) => it !== 'place/unused-role'),
        ['place/retired-service'],
      )
      assert.is(placed.placements.length, 1)
      check(placed.placements[0]!, placed, count)
    })
  }

  test('of all that the topologies place, this is gone', () => {
    const gone = readdirSync(join(inputs, 'etc')).flatMap((file) =>
      placeInputs('etc', [file], 12)
        .report.filter((it) => it.code === 'place/retired-service')
        .map((it) => /"(.*?)"/.exec(it.message)![1]!),
    )
    assert.equal([...new Set(gone)].sort(), [
      'calico-dhcp-agent',
      'cron',
      'elasticsearch',
      'glance-registry',
      'grafana',
      'heka',
      'influxdb',
      'kibana',
      'nova-consoleauth',
      'opendaylight',
      'radosgw',
      'redis',
      'stacklight-collector',
      'zmq-proxy',
    ])
  })

  test('the topology for many nodes puts controllers on three nodes and computes on the nine others', () => {
    const { placed } = placeInputs('etc', ['topology-with-large-number-of-nodes.yaml'], 12)
    const nodes = (name: string) => placed.placements[0]!.instances.get(name)?.nodes.map((it) => it.name)
    assert.equal(nodes('keystone'), ['node1', 'node2', 'node3'])
    assert.equal(nodes('nova-compute'), [
      'node10',
      'node11',
      'node12',
      'node4',
      'node5',
      'node6',
      'node7',
      'node8',
      'node9',
    ])
    assert.equal(nodes('openvswitch-db')?.length, 12)
  })

  test('the three configurations of the parallel deployment are three environments on disjoint nodes', () => {
    const files = [1, 2, 3].map((it) => `ccp-cli-master-config-${it}.yaml`)
    const { placed, report } = placeInputs('multi-deploy', files, 9)
    assert.equal(codes(report, 'error'), [])
    assert.equal(
      placed.placements.map((it) => it.environment.name),
      ['ccp-master-1', 'ccp-master-2', 'ccp-master-3'],
    )
    for (const it of placed.placements) check(it, placed, 9)
    const databases = placed.placements.map((it) => it.instances.get('database')!)
    assert.equal(
      databases.map((it) => it.nodes.map((node) => node.name)),
      [
        ['node1', 'node2', 'node3'],
        ['node4', 'node5', 'node6'],
        ['node7', 'node8', 'node9'],
      ],
    )
    assert.equal(
      databases.map((it) => [it.entry.name, it.replicas]),
      [
        ['galera', 3],
        ['galera', 3],
        ['galera', 3],
      ],
    )
  })

  test('the note of the authors that is no configuration is refused with a place', () => {
    const { report } = placeInputs('multi-deploy', ['multiple-deployments-topology.yaml'], 9)
    assert.ok(
      report.some((it) => it.severity === 'error' && it.at?.file === 'multiple-deployments-topology.yaml'),
    )
  })
}

test.run()
