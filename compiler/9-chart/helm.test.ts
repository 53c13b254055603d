import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { testWithHelm } from '../../scripts/tools/helm-test.ts'
import { runHelm } from '../../scripts/tools/helm.ts'
import type { DeployedEnvironment } from '../model/deployment.ts'
import { at, exampleEnvironment, plainObjects } from './example.test-support.ts'
import { readObjects, template, writeCharts, type KubernetesObject } from './write-charts.test-support.ts'

const test = suite('helm')
const folder = writeCharts(exampleEnvironment())
const portal = `${folder}/prod/charts/portal`

testWithHelm(test, 'a bundle and its charts pass the strict lint without a remark', async (helm) => {
  for (const path of ['prod', ...['agent', 'images', 'portal', 'rpc'].map((it) => `prod/charts/${it}`)]) {
    const { stdout, stderr, exitCode } = await runHelm(helm, [
      'lint',
      '--strict',
      '--namespace',
      'prod',
      `${folder}/${path}`,
    ])
    assert.is(exitCode, 0, stdout + stderr)
    assert.not.match(stdout + stderr, /INFO|WARN|ERROR/i, path)
  }
})

const variants: readonly [name: string, environment: DeployedEnvironment][] = [
  ['by host names', exampleEnvironment()],
  [
    'by labels, with data on hosts',
    exampleEnvironment({ placement: 'labels', storage: { provider: 'host' }, hostClients: 'any' }),
  ],
]
for (const [name, environment] of variants) {
  testWithHelm(test, `what Helm renders are the objects that were built, ${name}`, async (helm) => {
    const { stdout, stderr, exitCode } = await template(helm, `${writeCharts(environment)}/prod`)
    assert.is(exitCode, 0, stderr)
    const rendered = readObjects(stdout)
    const built = environment.services.flatMap((it) => [...plainObjects(it, environment).values()])
    const expected = built as unknown as readonly KubernetesObject[]
    assert.equal([...rendered.keys()].sort(), expected.map((it) => `${it.kind}/${it.metadata.name}`).sort())
    for (const object of expected) {
      const found = rendered.get(`${object.kind}/${object.metadata.name}`)!
      const chart = found.metadata.labels['helm.sh/chart']!
      assert.match(chart, new RegExp(`^${object.metadata.labels['app.kubernetes.io/name']}-0\\.1\\.0-h`))
      const labels = { ...object.metadata.labels, 'helm.sh/chart': chart }
      assert.equal(found, { ...object, metadata: { ...object.metadata, labels } })
    }
  })
}

testWithHelm(test, 'a chart of the bundle gives the same objects alone', async (helm) => {
  const bundle = readObjects((await template(helm, `${folder}/prod`)).stdout)
  const alone = readObjects((await template(helm, portal)).stdout)
  assert.ok(alone.size > 10)
  for (const [name, object] of alone) assert.equal(bundle.get(name), object)
})

testWithHelm(test, 'another namespace than the one compiled for is refused', async (helm) => {
  for (const path of [`${folder}/prod`, portal]) {
    const { stderr, exitCode } = await template(helm, path, '--namespace', 'other')
    assert.is(exitCode, 1)
    assert.match(
      stderr,
      'compiled for the namespace prod (environment prod), not for other: use --namespace prod',
    )
  }
})

const refused: readonly [value: string, message: RegExp][] = [
  ['replica=3', /replica/],
  ['replicas=many', /replicas/],
  ['images.portal.tagg=x', /tagg/],
  ['resources.portalApi.limits.memory=lots', /memory/],
  ['podAnnotations.oskc\\.io/secrets=x', /podAnnotations/],
  ['serviceAnnotations.note=x', /serviceAnnotations/],
  ['global.imagePullPolicy=Sometimes', /imagePullPolicy/],
  ['global.imageRegistry=mirror.example # x', /imageRegistry/],
  ['images.portal.tag=1.0 # x', /tag/],
  ['images.portal.repository=a:1', /repository/],
]
for (const [value, message] of refused) {
  testWithHelm(test, `the value ${value} is refused`, async (helm) => {
    const alone = await template(helm, portal, '--set', value)
    assert.is(alone.exitCode, 1)
    assert.match(alone.stderr, message)
    const inside = value.startsWith('global') ? value : `portal.${value}`
    assert.is((await template(helm, `${folder}/prod`, '--set', inside)).exitCode, 1)
  })
}

testWithHelm(test, 'a service that the bundle does not have cannot be set', async (helm) => {
  assert.is((await template(helm, `${folder}/prod`, '--set', 'keyston.replicas=3')).exitCode, 1)
})

testWithHelm(test, 'values change what they say', async (helm) => {
  const values = ['replicas=5', 'networkPolicy.enabled=false', 'podAnnotations.a=b', 'priorityClassName=high']
  const args = values.flatMap((it) => ['--set', `portal.${it}`])
  const { stdout, stderr } = await template(helm, `${folder}/prod`, ...args)
  const objects = readObjects(stdout)
  const deployment = objects.get('Deployment/portal')
  assert.is(at(deployment, 'spec.replicas'), 5, stderr)
  assert.is(at(deployment, 'spec.template.metadata.annotations.a'), 'b')
  assert.is(at(deployment, 'spec.template.spec.priorityClassName'), 'high')
  assert.is(objects.has('NetworkPolicy/portal'), false)
})

testWithHelm(
  test,
  'a mirror and its secret reach every image, and rename the jobs that pull from it',
  async (helm) => {
    const mirror = [
      '--set',
      'global.imageRegistry=mirror.example:5000',
      '--set',
      'global.imagePullSecrets[0].name=login',
    ]
    const before = readObjects((await template(helm, portal)).stdout)
    const { stdout } = await template(helm, `${folder}/prod`, ...mirror)
    const images = [...stdout.matchAll(/ image: (.*)/g)].map((it) => it[1]!)
    assert.ok(images.length > 10)
    for (const image of images)
      assert.match(image, /^mirror\.example:5000\/[^@]+:[^@]+(@sha256:[0-9a-f]{64})?$/)
    const jobs = [...readObjects(stdout).keys()].filter((it) => it.startsWith('Job/portal-'))
    for (const job of jobs) {
      assert.match(job, /^Job\/portal-[a-z-]+-[0-9a-f]{8}-[0-9a-f]{8}$/)
      assert.ok(before.has(job.slice(0, -9)))
    }
    const awaited = [...stdout.matchAll(/"name":"(portal-[^"]+)"/g)].map((it) => `Job/${it[1]}`)
    assert.ok(awaited.length === 2 && awaited.every((it) => jobs.includes(it)), awaited.join())
  },
)

test.run()
