import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { testWithHelm } from '../scripts/tools/helm-test.ts'
import { helms, runHelm, type Helm } from '../scripts/tools/helm.ts'
import { plainObjects } from './9-chart/example.test-support.ts'
import { readObjects, writeCharts } from './9-chart/write-charts.test-support.ts'
import type { KubernetesObject } from './9-chart/write-charts.test-support.ts'
import { compile } from './compile.ts'
import { readOptionCatalogue } from './edge/option-catalogue.ts'
import { readProject } from './edge/read-project.ts'
import type { DeployedEnvironment } from './model/deployment.ts'

const test = suite('examples')

/* The projects whose charts are committed: three clouds on nine nodes, and one for production. */

const root = join(import.meta.dirname, '..')
const examples = [
  {
    folder: 'fixtures/reference',
    charts: 'charts',
    names: ['ccp-1', 'ccp-2', 'ccp-3'],
    warnings: ['link/rolling-tag', 'place/retired-service', 'place/retired-service'],
  },
  {
    folder: 'fixtures/production',
    charts: 'fixtures/production/charts',
    names: ['prod'],
    warnings: ['link/rolling-tag'],
  },
]

interface Example {
  readonly folder: string
  readonly charts: string
  readonly names: readonly string[]
  readonly warnings: readonly string[]
}

function committed(folder: string, prefix = ''): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? committed(path, `${prefix}${name}/`) : [prefix + name]
  })
}

function check({ folder, charts, names, warnings }: Example): void {
  const project = readProject({ cwd: root, directory: folder })
  const compiled = compile(project.sources, {
    environmentFiles: project.environments,
    inventory: project.inventory,
    options: readOptionCatalogue(),
  })
  const folders = new Map(compiled.environments.map((it) => [it.name, writeCharts(it)]))
  const pathsOf = ({ name, services }: DeployedEnvironment): readonly string[] =>
    ['', ...services.map((it) => `/charts/${it.name}`)].map((it) => `${folders.get(name)}/${name}${it}`)

  test(`${folder} compiles, with no warning but those that are meant`, () => {
    assert.equal(compiled.diagnostics.map((it) => it.code).sort(), warnings)
    assert.equal(
      compiled.environments.map((it) => it.name),
      names,
    )
  })

  test(`${charts}/ holds exactly what it compiles to`, () => {
    const files = committed(join(root, charts)).filter((it) => !it.endsWith('.oskc.lock'))
    assert.equal(files.sort(), [...compiled.charts.keys()].sort())
    for (const [path, text] of compiled.charts)
      assert.is(readFileSync(join(root, charts, path), 'utf8'), text, path)
  })

  testWithHelm(test, `${folder}: every chart passes the strict lint without a remark`, async (helm) => {
    for (const environment of compiled.environments)
      for (const [path, remarks] of await lint(helm, environment.name, pathsOf(environment)))
        assert.is(remarks, '', path)
  })

  testWithHelm(test, `${folder}: every chart renders to the objects that were built`, async (helm) => {
    for (const environment of compiled.environments) {
      const { name } = environment
      const args = [
        'template',
        'any',
        `${folders.get(name)}/${name}`,
        '--namespace',
        name,
        '--kube-version',
        '1.30.0',
      ]
      const { stdout, stderr, exitCode } = await runHelm(helm, args)
      assert.is(exitCode, 0, stderr)
      const rendered = readObjects(stdout)
      const built = environment.services.flatMap((it) => [
        ...plainObjects(it, environment).values(),
      ]) as unknown as readonly KubernetesObject[]
      assert.equal([...rendered.keys()].sort(), built.map((it) => `${it.kind}/${it.metadata.name}`).sort())
      for (const object of built) {
        const found = rendered.get(`${object.kind}/${object.metadata.name}`)!
        const labels = { ...object.metadata.labels, 'helm.sh/chart': found.metadata.labels['helm.sh/chart'] }
        assert.equal(found, { ...object, metadata: { ...object.metadata, labels } })
      }
    }
  })

  testWithHelm(test, `${folder}: every chart refuses an unknown value and a wrong type`, async (helm) => {
    for (const environment of compiled.environments)
      for (const value of ['nonsense.key=1', 'global.imagePullPolicy=Sometimes']) {
        const linted = await lint(helm, environment.name, pathsOf(environment), ['--set', value])
        for (const [path, remarks] of linted)
          assert.match(remarks, /values don't meet|schema/i, `${path} takes ${value}`)
      }
  })

  testWithHelm(test, `${folder}: every chart refuses a wrong namespace`, async (helm) => {
    for (const environment of compiled.environments) {
      // The lint takes any namespace. One Helm asks them all, the others the one chart that has all others in it.
      const paths = pathsOf(environment).slice(0, helm === helms().at(-1) ? undefined : 1)
      for (const path of paths) {
        const args = ['template', 'any', path, '--kube-version', '1.30.0', '--namespace', 'elsewhere']
        const { stderr, exitCode } = await runHelm(helm, args)
        assert.is.not(exitCode, 0, path)
        assert.match(stderr, `compiled for the namespace ${environment.name}`)
      }
    }
  })
}

/** What the strict lint remarks about each of some charts. */
async function lint(
  helm: Helm,
  namespace: string,
  paths: readonly string[],
  args: readonly string[] = [],
): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await runHelm(helm, ['lint', '--strict', '--namespace', namespace, ...args, ...paths])
  const [, ...told] = stdout.split(/^==> Linting /m)
  const remarks = new Map(
    told.map((it) => {
      const [path = '', ...lines] = it.split('\n')
      return [path, lines.filter((line) => line !== '' && !line.includes('chart(s) linted')).join('\n')]
    }),
  )
  assert.equal([...remarks.keys()].sort(), paths.toSorted())
  return remarks
}

for (const it of examples) check(it)

test.run()
