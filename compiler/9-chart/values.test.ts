import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Ajv } from 'ajv'
import { parse } from 'yaml'
import type { DeployedEnvironment, DeployedService } from '../model/deployment.ts'
import * as build from './build.test-support.ts'
import { contextOf } from './context.ts'
import { exampleEnvironment, service } from './example.test-support.ts'
import { valuesSchema } from './values-schema.ts'
import { valuesOf, valuesYaml } from './values.ts'

const knobsOf = (it: DeployedService, environment: Partial<DeployedEnvironment> = {}): readonly string[] =>
  Object.keys(valuesOf(contextOf(exampleEnvironment(environment), it)))

test('the text of the values says the same as the values, and fits its own schema', () => {
  const environment = exampleEnvironment()
  for (const it of environment.services) {
    const context = contextOf(environment, it)
    const values = parse(valuesYaml(context), { version: '1.1' })
    assert.equal(values, valuesOf(context))
    const validate = new Ajv({ allowUnionTypes: true }).compile(JSON.parse(valuesSchema(context)))
    assert.ok(validate(values), JSON.stringify(validate.errors))
  }
})

test('every knob has a comment', () => {
  for (const line of valuesYaml(contextOf(exampleEnvironment(), service('portal')))
    .split('\n\n')
    .slice(1))
    assert.match(line, /^# [A-Z]/)
})

const claim = { type: 'storage', name: 'd', path: '/d', readOnly: false, size: '1Gi' } as const
const once = build.container('a', { volumes: [{ ...claim, accessMode: 'ReadWriteOnce' }] })

test('replicas are a knob only where nothing else was compiled from them', () => {
  assert.ok(knobsOf(service('portal')).includes('replicas'))
  assert.not(knobsOf(service('rpc')).includes('replicas'))
  assert.ok(knobsOf(service('rpc', { members: false })).includes('replicas'))
  assert.not(knobsOf(service('agent')).includes('replicas'))
  assert.not(knobsOf(build.service('a', { containers: [once] })).includes('replicas'))
  assert.not(knobsOf(service('images'), { storage: { provider: 'host' } }).includes('replicas'))
})

test('there are no knobs for what a chart does not have', () => {
  assert.not(knobsOf(service('agent')).includes('networkPolicy'))
  assert.not(knobsOf(service('images')).includes('jobs'))
  assert.not(knobsOf(service('portal')).includes('storage'))
  assert.ok(knobsOf(service('images')).includes('storage'))
  assert.not(knobsOf(service('images'), { storage: { provider: 'host' } }).includes('storage'))
})

test('images are known by the last part of their repository, and told apart by number', () => {
  const images = [build.image('nova-api'), build.image('nova-api', { tag: 'x' }), build.image('wait')]
  const containers = images.map((image, index) => build.container(`c${index}`, { image }))
  const values = valuesOf(contextOf(exampleEnvironment(), build.service('a', { containers })))
  assert.equal(Object.keys(values['images'] as object).sort(), ['novaApi', 'novaApi2', 'wait2'])
})

const most: readonly [name: string, more: Partial<DeployedService>, most: number | undefined][] = [
  ['pods that may share a node have no upper bound', {}, undefined],
  ['pods on the host network fit once on a node', { hostNetwork: true, replicas: 1 }, 2],
  ['pods that keep apart fit once on a node', { antiAffinity: 'local' }, 2],
  ['pods that keep apart and roll need a free node', { antiAffinity: 'local', replicas: 1 }, 1],
]
for (const [name, more, maximum] of most) {
  test(name, () => {
    const schema = JSON.parse(valuesSchema(contextOf(exampleEnvironment(), build.service('a', more))))
    assert.is(schema.properties.replicas.maximum, maximum)
  })
}

test.run()
