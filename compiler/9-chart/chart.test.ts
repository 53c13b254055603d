import { test } from 'uvu'
import * as assert from 'uvu/assert'
import * as build from './build.test-support.ts'
import { chart } from './chart.ts'
import { exampleEnvironment, service } from './example.test-support.ts'

test('a bundle holds a chart for each service', () => {
  const { files, diagnostics } = chart(exampleEnvironment())
  assert.equal(diagnostics, [])
  const inBundle = [...files.keys()].filter((it) => !it.startsWith('prod/charts/'))
  assert.equal(inBundle.sort(), [
    ...['prod/.helmignore', 'prod/Chart.yaml', 'prod/namespace.yaml'],
    ...['prod/templates/NOTES.txt', 'prod/templates/namespace-guard.yaml'],
    ...['prod/values.schema.json', 'prod/values.yaml'],
  ])
  for (const name of ['agent', 'images', 'portal', 'rpc'])
    assert.ok(files.has(`prod/charts/${name}/Chart.yaml`), name)
})

test('every file has plain line ends, a last one, and no blanks before them', () => {
  for (const [path, text] of chart(exampleEnvironment()).files) {
    if (path.includes('/files/')) continue
    assert.match(text, /[^\n]\n$/, path)
    assert.not.match(text, /[ \t\r]\n/, path)
  }
})

test('rendered files lie in the chart byte by byte', () => {
  const { files } = chart(exampleEnvironment())
  assert.is(files.get('prod/charts/portal/files/wsgi.py'), 'application = "{{ not a template }}"  \n\n')
})

test('the namespace gets the strictest Pod Security level that admits all pods', () => {
  const level = (...services: ReturnType<typeof service>[]): string =>
    /enforce: (.*)/.exec(chart(exampleEnvironment({ services })).files.get('prod/namespace.yaml')!)![1]!
  assert.is(level(service('portal'), service('rpc')), 'restricted')
  assert.is(level(service('portal'), service('agent')), 'privileged')
  const root = build.container('web', {
    security: { ...build.container('web').security, profile: 'baseline', user: 0 },
  })
  assert.is(level(service('rpc'), build.service('web', { containers: [root] })), 'baseline')
})

test('a change of one service changes the versions of its chart and of the bundle, and no other', () => {
  const before = versions(exampleEnvironment())
  const images = service('images', { terminationGracePeriod: 31 })
  const after = versions(
    exampleEnvironment({ services: [service('agent'), images, service('portal'), service('rpc')] }),
  )
  const changed = [...before].filter(([path, version]) => after.get(path) !== version).map(([path]) => path)
  assert.equal(changed, ['prod/Chart.yaml', 'prod/charts/images/Chart.yaml'])
  for (const version of after.values()) assert.match(version, /^0\.1\.0-h[0-9a-f]{12}$/)
})

function versions(environment: ReturnType<typeof exampleEnvironment>): ReadonlyMap<string, string> {
  const charts = [...chart(environment).files].filter(([path]) => path.endsWith('Chart.yaml'))
  return new Map(charts.map(([path, text]) => [path, /^version: (.*)/m.exec(text)![1]!]))
}

test('what Kubernetes would refuse is reported', () => {
  const codes = (...services: ReturnType<typeof service>[]): readonly string[] =>
    chart(exampleEnvironment({ services })).diagnostics.map((it) => it.code)
  const large = build.file('large', 'x'.repeat(1_000_000))
  assert.equal(codes(build.service('a', { jobs: [build.job('server')] })), ['chart/reserved-job-name'])
  assert.equal(codes(service('rpc'), build.service('rpc-peers', { ports: service('portal').ports })), [
    'chart/name-taken',
  ])
  assert.equal(codes(service('rpc', { name: 'r'.repeat(53) })), ['chart/name-too-long'])
  assert.equal(codes(service('rpc', { name: 'r'.repeat(52) })), [])
  assert.equal(codes(build.service('a', { containers: [build.container('a', { files: [large] })] })), [
    'chart/file-too-large',
  ])
})

test.run()
