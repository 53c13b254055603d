import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Helm } from '../tools/helm.ts'
import { definitionsOf } from './checks/definitions.ts'
import { checks, type Installed } from './checks/installed.ts'
import { refusedFields, wrongLevels } from './checks/manifests.ts'
import { expectSuccess, type Cluster } from './cluster.ts'
import type { Fault } from './faults/fault.ts'
import { runningFaults } from './faults/running.ts'
import { startingFaults } from './faults/starting.ts'
import { manifestsOf } from './manifests-of.ts'
import { onCluster } from './on-cluster.ts'
import { copyProject, type Project } from './project.ts'
import { anyHelm } from './tested-helms.ts'

/* The checks can fail: a small environment without a fault, and the same with some, side by side. */

const test = suite('faults')
const sound = 'sound'
const faults = [...runningFaults, ...startingFaults]
/** The node that has settings of its own. */
const special = 'node4'
const names = [sound, ...faults.map((_, index) => `faults-${index + 1}`)]
const project = environmentsOf()
const everywhere = environmentsOf(true)
const definitions = definitionsOf(project)
const topology = new Map(project.topology().map((it) => [it.name, it]))

test('every check has a fault that it finds', () => {
  const found = faults.flat().map((it) => it.check)
  assert.equal(
    Object.keys(checks).filter((it) => !found.some((one) => one === it)),
    [],
  )
})

for (const helm of anyHelm())
  onCluster(test, {
    title: `Helm ${helm.version}: `,
    nodes: project.nodes,
    before: async (cluster) => {
      const charts = join(cluster.folder, 'charts')
      cpSync(project.charts, charts, { recursive: true })
      for (const name of names) for (const it of faultsOf(name)) seed(join(charts, name), it)
      const prepared = names.map((name) => readFileSync(join(charts, name, 'namespace.yaml'), 'utf8'))
      await expectSuccess(cluster.kubectl(['apply', '-f', '-'], prepared.join('---\n')))
      // The secrets of one, for all.
      const secrets = readFileSync(project.secrets(sound), 'utf8')
      const all = names.map((name) => secrets.replaceAll(`namespace: ${sound}`, `namespace: ${name}`))
      await expectSuccess(cluster.kubectl(['apply', '-f', '-'], all.join('---\n')))
      const waiting = names.filter((name) => faultsOf(name).every((it) => it.check !== 'strict validation'))
      const work = async (): Promise<void> => {
        for (let name = waiting.shift(); name; name = waiting.shift())
          await expectSuccess(cluster.helm(helm, 'install', name, join(charts, name), '--namespace', name))
      }
      await Promise.all([work(), work()])
      await cluster.settle(sound, 300)
      return charts
    },
    tests: {
      'without a fault nothing complains': async (cluster, charts) => {
        for (const check of Object.values(checks)) assert.equal(await complaints(cluster, sound, check), [])
        const manifests = await manifestsOf(helm, sound, join(charts, sound))
        assert.equal(await wrongLevels(cluster, sound, manifests), [])
      },
      ...Object.fromEntries(
        names.flatMap((name) =>
          faultsOf(name).map((fault) => [
            fault.name,
            (cluster: Cluster, charts: string) => complains(cluster, helm, name, fault, charts),
          ]),
        ),
      ),
    },
  })

function faultsOf(name: string): readonly Fault[] {
  return faults[names.indexOf(name) - 1] ?? []
}

/** Waits until the check complains of the fault. */
async function complains(
  cluster: Cluster,
  helm: Helm,
  name: string,
  fault: Fault,
  charts: string,
): Promise<void> {
  let said: readonly string[] = []
  const look = async (): Promise<readonly string[]> => {
    const { check } = fault
    if (check !== 'strict validation' && check !== 'Pod Security')
      return complaints(cluster, name, checks[check])
    const manifests = await manifestsOf(helm, name, join(charts, name))
    return check === 'Pod Security'
      ? wrongLevels(cluster, name, manifests)
      : refusedFields(cluster, manifests)
  }
  const seen = async (): Promise<boolean> => (said = await look()).some((it) => fault.shows.test(it))
  await cluster.until(`${name} is complained of`, seen).catch((error: unknown) => {
    throw new Error(`${said.join('\n')}\n${String(error)}`)
  })
}

/** What a check says; a check that cannot go on complains as well. */
async function complaints(
  cluster: Cluster,
  name: string,
  check: (it: Installed) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const environment = topology.get(name)!
  const filesOf: Installed['filesOf'] = (service, node) =>
    (node === special ? everywhere : project).filesOf(name, service)
  const it = { cluster, project, environment, definitions, filesOf, others: ['default'] }
  return check(it).catch((error: unknown) => [error instanceof Error ? error.message : String(error)])
}

function seed(folder: string, { name, file, from, to }: Fault): void {
  const path = join(folder, 'charts', file)
  const text = readFileSync(path, 'utf8')
  const changed = text.replace(from, to)
  assert.is.not(changed, text, `The charts give no place for: ${name}.`)
  writeFileSync(path, changed)
}

/** Environments that differ in nothing but their names, compiled; settings of single nodes may be those of all. */
function environmentsOf(everywhere = false): Project {
  const it = copyProject('fixtures/cluster')
  it.write('oskc.yaml', 'environments: [faults/*.yaml]\n')
  it.write(
    'nodes.yaml',
    Array.from({ length: 9 }, (_, at) => `- {name: node${at + 1}, addresses: [192.0.2.1${at + 1}]}\n`).join(
      '',
    ),
  )
  for (const [index, name] of names.entries())
    it.write(
      `faults/${name}.yaml`,
      `kubernetes: {namespace: ${name}}
nodes:
  node[1-2]: {roles: [controller]}
  node[3-4]: {roles: [agent]}
${everywhere ? '' : `  ${special}: {configs: {relay: {buffers: 64}}}`}
roles:
  controller: [mariadb, rabbitmq, memcached, relay-api, relay-spool]
  agent: [relay-agent, relay-sidecar]
replicas: {relay-api: 2, relay-spool: 2}
configs:
  k8s_external_ip: 192.0.2.10
  relay: {agent_port: ${18100 + index}, node_port: ${30900 + index}${everywhere ? ', buffers: 64' : ''}}
`,
    )
  it.compile()
  return it
}

test.run()
