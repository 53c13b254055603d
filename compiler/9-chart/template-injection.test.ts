import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { testWithHelm } from '../../scripts/tools/helm-test.ts'
import type { ConfigFile, DeployedEnvironment } from '../model/deployment.ts'
import * as build from './build.test-support.ts'
import { exampleEnvironment, plainObjects } from './example.test-support.ts'
import { readObjects, template, writeCharts } from './write-charts.test-support.ts'

const test = suite('template injection')

/** Pieces out of which texts are made that a template engine or a YAML reader could stumble over. */
const pieces = [
  ...[
    '{{',
    '}}',
    '{{-',
    '-}}',
    '{',
    '}',
    '{{/*',
    '*/}}',
    '{{ "{{" }}',
    '{{ .Values.global }}',
    '{{ fail "x" }}',
    '{{ end }}',
  ],
  ...[
    '$',
    '`',
    '"',
    "'",
    '\\',
    '\\n',
    ' ',
    '  ',
    '\n',
    '\n\n',
    '\n---\n',
    '\t',
    '\r\n',
    ': ',
    ' #',
    '- ',
    '| ',
    '%',
    'é',
    '日',
    '🙂',
  ],
  ...['\ufeff', '\u2028', '\u0085', '\x7f', '\x01', 'yes', '0644', '12:30', 'text', 'a', '#', '...'],
]
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((it) => it.join(''))
const texts = fc.array(text, { minLength: 40, maxLength: 40 })
const runs = { numRuns: 15, endOnFailure: true, includeErrorInReport: true }

/** An environment with a text in every field that takes one. */
function hostile(values: readonly string[]): DeployedEnvironment {
  let next = 0
  const any = (): string => values[next++ % values.length]!
  const files: readonly ConfigFile[] = values.map((it, index) =>
    build.file(`f${index}`, it, { path: `/f/${index}` }),
  )
  const probe = { exec: { command: [any(), any()] }, periodSeconds: 5 }
  const volumes = [
    {
      type: 'host',
      name: 'h',
      path: `/${any()}`,
      readOnly: true,
      hostPath: `/${any()}`,
      hostPathType: any(),
    },
    { type: 'empty-dir', name: 'e', path: `/${any()}`, readOnly: false, sizeLimit: any() },
  ] as const
  const container = build.container('a', {
    command: [any(), any(), any()],
    env: [
      { name: 'A', value: any() },
      { name: 'B', secret: { name: any(), key: any() } },
    ],
    files,
    volumes,
    probes: { startup: probe, readiness: probe, liveness: probe },
    postStart: [any()],
    preStop: [any()],
    security: { ...build.container('a').security, profile: 'baseline', reason: any() },
    resources: { requests: { cpu: '1' }, limits: { memory: '1Gi' } },
  })
  const service = build.service('a', {
    description: any(),
    containers: [container],
    jobs: [build.job('j', { command: [any(), any()], env: [{ name: 'A', value: any() }] })],
    annotations: { pod: { p: any() }, service: { s: any() } },
    // These pass through Helm's own YAML writer, which cannot write every character.
    tolerations: [{ key: printable(any()), value: printable(any()) }],
    ports: [{ name: 'api', cont: 80, protocol: 'TCP', peers: false, ingress: 'a' }],
  })
  const ingress = { ...exampleEnvironment().ingress, annotations: { i: any() } }
  const maintainers = [{ name: `x${any()}` }]
  return exampleEnvironment({ services: [service], ingress, maintainers, configureScript: any() })
}

function printable(value: string): string {
  return value.replace(/[\x00-\x1f\x7f-\x9f\u2028\ufeff]/g, '')
}

testWithHelm(
  test,
  'no text of the input is taken for a template or for YAML, and each comes out as it was',
  async (helm) => {
    await fc.assert(
      fc.asyncProperty(texts, async (values) => {
        const environment = hostile(values)
        const { stdout, stderr, exitCode } = await template(helm, `${writeCharts(environment)}/prod`)
        assert.is(exitCode, 0, stderr)
        const rendered = readObjects(stdout)
        for (const object of plainObjects(environment.services[0]!, environment).values()) {
          const { kind, metadata } = object as { kind: string; metadata: { name: string } }
          const found = rendered.get(`${kind}/${metadata.name}`) as Record<string, unknown>
          assert.ok(found, `${kind}/${metadata.name} is missing`)
          for (const part of ['spec', 'data', 'binaryData']) assert.equal(found[part], object[part])
        }
      }),
      runs,
    )
  },
)

testWithHelm(test, 'files come out byte by byte', async (helm) => {
  await fc.assert(
    fc.asyncProperty(texts, async (values) => {
      const files = values.map((it, index) => build.file(`f${index}`, it))
      const environment = exampleEnvironment({
        services: [build.service('a', { containers: [build.container('a', { files })] })],
      })
      const { stdout, stderr } = await template(helm, `${writeCharts(environment)}/prod/charts/a`)
      const found = readObjects(stdout).get('ConfigMap/a-files') as
        Record<string, Record<string, string> | undefined> | undefined
      values.forEach((value, index) => {
        const bytes = found?.['binaryData']?.[`f${index}`]
        const content =
          bytes === undefined ? found?.['data']?.[`f${index}`] : Buffer.from(bytes, 'base64').toString()
        assert.is(content, value, `${JSON.stringify(value)} ${stderr}`)
      })
    }),
    runs,
  )
})

test.run()
