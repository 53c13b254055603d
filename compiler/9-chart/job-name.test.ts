import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { DeployedEnvironment, DeployedService } from '../model/deployment.ts'
import * as build from './build.test-support.ts'
import { at, exampleEnvironment, plainObjects, secret, service } from './example.test-support.ts'

function namesOf(it: DeployedService, environment: Partial<DeployedEnvironment> = {}): readonly string[] {
  const objects = plainObjects(it, exampleEnvironment(environment))
  return it.jobs.map((job) => at(objects.get(`job-${job.name}.yaml`), 'metadata.name') as string)
}

const one = (more: Parameters<typeof build.job>[1] = {}): DeployedService =>
  build.service('a', { jobs: [build.job('sync', more)] })
const file = build.file('a.conf', secret)
const base = namesOf(one({ files: [file] }))[0]!

test('a job is called after its service, itself and a hash of what it does', () => {
  assert.match(base, /^a-sync-[0-9a-f]{8}$/)
  assert.is(namesOf(one({ files: [file] }))[0], base)
})

const changes: readonly [
  name: string,
  changed: DeployedService,
  environment?: Partial<DeployedEnvironment>,
][] = [
  ['a command', one({ files: [file], command: ['x'] })],
  ['a file', one({ files: [{ ...file, content: `${secret}\n` }] })],
  ['a variant', one({ files: [{ ...file, variants: [{ nodes: ['ctl-1'], content: 'x' }] }] })],
  ['an image', one({ files: [file], image: build.image('portal', { tag: 'new' }) })],
  ['a resource', one({ files: [file], resources: { requests: {}, limits: {} } })],
  ['a rotated secret', one({ files: [file] }), { rotations: new Map([['service-portal/db-password', 3]]) }],
]
for (const [name, changed, environment] of changes) {
  test(`${name} gives the job another name`, () => assert.is.not(namesOf(changed, environment)[0], base))
}

test('the rotation of a secret that a job does not read leaves its name', () => {
  const rotations = new Map([...exampleEnvironment().rotations, ['other/key', 7] as const])
  assert.is(namesOf(one({ files: [file] }), { rotations })[0], base)
})

test('which node takes which variant leaves its name', () => {
  const on = (node: string): DeployedService =>
    one({ files: [{ ...file, variants: [{ nodes: [node], content: 'x' }] }] })
  assert.equal(namesOf(on('ctl-1')), namesOf(on('ctl-2')))
})

test('a job that waits for a changed job changes as well', () => {
  const jobs = service('portal').jobs
  const changed = service('portal', { jobs: [{ ...jobs[0]!, command: ['x'] }, jobs[1]!] })
  assert.is.not(namesOf(changed)[1], namesOf(service('portal'))[1])
})

test('a job may wait for one that is declared after it', () => {
  const jobs = [...service('portal').jobs].reverse()
  assert.equal([...namesOf(service('portal', { jobs }))].reverse(), namesOf(service('portal')))
})

test('pods wait for the exact names of jobs of their own chart, for others by labels', () => {
  const objects = plainObjects(service('portal'))
  const env = at(objects.get('deployment.yaml'), 'spec.template.spec.initContainers.0.env') as {
    name: string
    value: string
  }[]
  assert.equal(JSON.parse(env.find((it) => it.name === 'DEPENDENCY_JOBS_JSON')!.value), [
    { namespace: 'prod', name: namesOf(service('portal'))[0] },
    {
      namespace: 'prod',
      labels: {
        'app.kubernetes.io/name': 'rpc',
        'app.kubernetes.io/instance': 'prod',
        'app.kubernetes.io/component': 'users',
      },
    },
  ])
  assert.is(env.find((it) => it.name === 'DEPENDENCY_SERVICE')!.value, 'prod:rpc')
})

test('long names leave room for both hashes', () => {
  const [name] = namesOf(build.service('a'.repeat(40), { jobs: [build.job('b'.repeat(40))] }))
  assert.ok(name!.length + '-01234567'.length <= 63)
})

test('the pods of a job are told apart from those of the service', () => {
  const job = plainObjects(service('portal')).get('job-db-sync.yaml')
  assert.is(at(job, 'spec.template.metadata.labels')!['app.kubernetes.io/component' as never], 'db-sync')
})

test.run()
