import { test } from 'uvu'
import * as assert from 'uvu/assert'
import * as build from './build.test-support.ts'
import { at, exampleEnvironment, plainObjects, service } from './example.test-support.ts'

test('a port of a node stands in a Service of its own, so that the others get none', () => {
  const objects = plainObjects(service('portal'))
  assert.is(at(objects.get('service.yaml'), 'spec.type'), 'ClusterIP')
  assert.equal(at(objects.get('service-external.yaml'), 'spec.ports'), [
    { name: 'api', port: 5000, targetPort: 'api', protocol: 'TCP', nodePort: 30500 },
  ])
})

test('a headless service has no address of its own', () => {
  const objects = plainObjects(service('portal', { headless: true }))
  assert.is(at(objects.get('service.yaml'), 'spec.clusterIP'), 'None')
})

test('a service without ports has no Service', () => {
  assert.not([...plainObjects(build.service('a')).keys()].some((it) => it.startsWith('service.')))
})

test('all that is published by name shares an Ingress', () => {
  const ingress = plainObjects(service('portal')).get('ingress.yaml')
  assert.is(at(ingress, 'spec.rules.0.host'), 'identity.cloud.example')
  assert.equal(at(ingress, 'spec.tls'), [{ hosts: ['identity.cloud.example'], secretName: 'wildcard' }])
  const off = exampleEnvironment({ ingress: { ...exampleEnvironment().ingress, enabled: false } })
  assert.is(plainObjects(service('portal'), off).get('ingress.yaml'), undefined)
})

test('a budget lets one pod go at a time; DaemonSets have none', () => {
  assert.is(at(plainObjects(service('rpc')).get('poddisruptionbudget.yaml'), 'spec.maxUnavailable'), 1)
  assert.is(plainObjects(service('agent')).get('poddisruptionbudget.yaml'), undefined)
})

test('selectors take the pods of the service and leave those of its jobs', () => {
  const objects = plainObjects(service('portal'))
  const selector = at(objects.get('service.yaml'), 'spec.selector')
  const server = at(objects.get('deployment.yaml'), 'spec.template.metadata.labels')
  const job = at(objects.get('job-db-sync.yaml'), 'spec.template.metadata.labels')
  assert.ok(matches(selector, server))
  assert.not(matches(selector, job))
  for (const file of ['networkpolicy.yaml', 'poddisruptionbudget.yaml', 'deployment.yaml'])
    assert.equal(
      at(
        objects.get(file),
        file === 'networkpolicy.yaml' ? 'spec.podSelector.matchLabels' : 'spec.selector.matchLabels',
      ),
      selector,
    )
})

function matches(selector: unknown, labels: unknown): boolean {
  return Object.entries(selector as object).every(
    ([key, value]) => (labels as Record<string, unknown>)[key] === value,
  )
}

test('a service may read just what it waits for', () => {
  const rules = (waits: Partial<typeof build.noWaits>): unknown => {
    const role = plainObjects(build.service('a', { waits: { ...build.noWaits, ...waits } })).get('role.yaml')
    return (at(role, 'rules') as { resources: string[] }[] | undefined)?.flatMap((it) => it.resources)
  }
  assert.is(rules({}), undefined)
  assert.equal(rules({ services: ['b'] }), ['endpoints', 'services', 'endpointslices'])
  assert.equal(rules({ otherJobs: [{ instance: 'b', job: 'c' }] }), ['pods', 'jobs'])
  assert.equal(rules({ local: ['b'] }), ['pods'])
})

test.run()
