import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { allObjects } from './all-objects.ts'
import { misplacedPods, serviceOf } from './checks/placement.ts'
import { ownerOf } from './checks/waits.ts'
import type { Cluster } from './cluster.ts'
import { differences } from './differences.ts'
import type { Pod } from './control/pod-objects.ts'
import { onCluster } from './on-cluster.ts'
import { repository, type TopologyEnvironment } from './project.ts'
import { anyHelm } from './tested-helms.ts'
import { wholeProject } from './whole-project.ts'

/*
 * Service by service: each chart is a release of its own. Then from there to the bundle and back, as the pages say. Where
 * every test was asked for, so are all environments; else the smaller ones, which have a kind of everything.
 */

const test = suite('singles')
const { project, environments: all, lines } = wholeProject()
const environments = all.filter(
  (it) => process.env['OSKC_EVERY_TEST'] || ['agents', 'ccp-1'].includes(it.name),
)
const names = environments.map((it) => it.name)

for (const helm of anyHelm()) {
  const known = new Map<string, unknown>()
  onCluster(test, {
    title: `Helm ${helm.version}: `,
    nodes: project.nodes,
    before: async (cluster) => {
      // Backwards: order needs no care.
      const install = async ({ name, services }: TopologyEnvironment): Promise<void> => {
        for (const line of lines.get(name) ?? [])
          if (!line.startsWith('helm ')) await cluster.shell(helm, project.folder, line)
        for (const { name: service } of services.toReversed()) {
          const chart = `charts/${name}/charts/${service}`
          await cluster.shell(
            helm,
            project.folder,
            `helm upgrade --install ${service} ${chart} --namespace ${name}`,
          )
        }
        await cluster.settle(name)
      }
      await Promise.all(environments.map(install))
    },
    tests: {
      'every pod is ready and every job complete, where they are meant to be': async (cluster) => {
        for (const environment of environments) {
          assert.equal(misplacedPods(environment, await cluster.pods(environment.name)), [])
          assert.equal(await cluster.warnings(environment.name), [])
        }
      },
      'after the jobs of one chart changed, a pod of every other chart that is deleted comes back': async (
        cluster,
      ) => {
        const others = async ({ name, services }: TopologyEnvironment): Promise<void> => {
          const jobs = await jobNames(cluster, name)
          const carrier = carrierOf(name)
          const chart = `charts/${name}/charts/${carrier}`
          const more = `--reuse-values --set global.imagePullPolicy=Always`
          await cluster.shell(
            helm,
            project.folder,
            `helm upgrade ${carrier} ${chart} --namespace ${name} ${more}`,
          )
          await cluster.settle(name)
          const now = await jobNames(cluster, name)
          assert.is(now.length, jobs.length)
          for (const it of now) assert.is(jobs.includes(it), !it.startsWith(`${carrier}/`), it)

          const left = services.filter((it) => it.name !== carrier).map((it) => it.name)
          const victims = left.map((it) => firstOf(it, cluster.pods(name)))
          for (const { metadata } of await Promise.all(victims)) await cluster.api.remove(podPath(metadata))
          await cluster.settle(name)
          await cluster.shell(
            helm,
            project.folder,
            `helm upgrade ${carrier} ${chart} --namespace ${name} --reset-values`,
          )
          await cluster.settle(name)
        }
        await Promise.all(environments.map(others))
        for (const it of environments) assert.equal(misplacedPods(it, await cluster.pods(it.name)), [])
      },
      'the bundle takes over, and nothing is started anew': async (cluster) => {
        const before = await runningPods(cluster)
        for (const name of names) known.set(name, await allObjects(cluster, name))
        for (const { name } of environments)
          await cluster.shell(
            helm,
            project.folder,
            fromPage('docs/charts.md', 'To move back', name, 'helm upgrade --install dev'),
          )
        assert.equal(await runningPods(cluster), before)
        for (const name of names) {
          assert.equal(differences(await allObjects(cluster, name), known.get(name)), [])
          assert.equal(await releases(cluster, name), [name])
        }
      },
      'single charts take over again, and nothing is started anew': async (cluster) => {
        const before = await runningPods(cluster)
        for (const { name } of environments)
          await cluster.shell(
            helm,
            project.folder,
            fromPage('README.md', 'To move to single charts', name, 'kubectl -n dev delete secret'),
          )
        assert.equal(await runningPods(cluster), before)
        for (const { name, services } of environments) {
          assert.equal(differences(await allObjects(cluster, name), known.get(name)), [])
          assert.equal(await releases(cluster, name), services.map((it) => it.name).toSorted())
        }
      },
    },
  })
}

/** A service with jobs, if there is one for whose jobs others wait. */
function carrierOf(environment: string): string {
  const { nodes, edges } = project.graph(environment)
  const jobs = nodes.filter((it) => it.kind === 'job').map((it) => it.name)
  const service = (name: string): string => name.split('/')[0]!
  const waited = edges
    .filter(({ from, to }) => jobs.includes(to) && service(from) !== service(to))
    .map((it) => it.to)
  const [first] = [...waited, ...jobs]
  if (first === undefined) throw new Error(`${environment} has no jobs.`)
  return service(first)
}

/** `service/job name` for all jobs. */
async function jobNames(cluster: Cluster, namespace: string): Promise<readonly string[]> {
  return (await cluster.jobs(namespace)).map((it) => `${serviceOf(it.metadata.labels)}/${it.metadata.name}`)
}

async function firstOf(service: string, pods: Promise<readonly Pod[]>): Promise<Pod> {
  const found = (await pods).find((it) => ownerOf(it) === service)
  if (!found) throw new Error(`${service} has no pod.`)
  return found
}

function podPath({ namespace, name }: Pod['metadata']): string {
  return `/api/v1/namespaces/${namespace}/pods/${name}`
}

/** The lines of a block of a page, for another environment than `dev`; `holds` is in the right one. */
function fromPage(path: string, after: string, environment: string, holds: string): string {
  const page = readFileSync(join(repository, path), 'utf8')
  const block = page.slice(page.indexOf(after)).split('```')[1] ?? ''
  assert.ok(block.includes(holds), `There is no such block after "${after}".`)
  return block.replace(/\bdev\b/g, environment)
}

/** Each pod with what it was when it was made. */
async function runningPods(cluster: Cluster): Promise<readonly string[]> {
  const all = await Promise.all(names.map((it) => cluster.pods(it)))
  return all.flat().map(identity).toSorted()
}

function identity({ metadata }: Pod): string {
  return `${metadata.namespace}/${metadata.name} ${metadata.uid}`
}

/** The names of the releases in a namespace, as Helm lists them. */
async function releases(cluster: Cluster, namespace: string): Promise<readonly string[]> {
  const secrets = await cluster.api.list(`/api/v1/namespaces/${namespace}/secrets?labelSelector=owner=helm`)
  return [...new Set(secrets.map((it) => it.metadata.labels?.['name'] ?? ''))].toSorted()
}

test.run()
