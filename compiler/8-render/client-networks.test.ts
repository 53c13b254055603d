import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { linkTiny } from '../test-support/tiny-project.test-support.ts'
import { clientsOf } from './clients.ts'

const web = '<oskc>/templates/web/services/web.yaml'
const definition = (service: string): string => `dsl_version: 1.0.0
service:
  ${service}
  needs: {database: web}
  containers: [{name: web, image: web, daemon: {command: [web]}}]
`
const clients = (service: string): unknown => {
  const { linked } = linkTiny({ [web]: definition(service) })
  const found = clientsOf(linked.deployments[0]!.services).get('store') ?? []
  return found.map(({ name, hostNetwork, ports }) => ({ name, hostNetwork, ports }))
}
const host = 'hostNetwork: true\n  securityProfile: privileged\n  reason: It has to.'

test('a client is known by the network that its pods are on', () => {
  assert.equal(clients('owns: [database]'), [{ name: 'web', hostNetwork: false, ports: ['sql'] }])
})

test('the jobs of a need are clients beside pods on the host network', () => {
  assert.equal(clients(`owns: [database]\n  ${host}`), [
    { name: 'web', hostNetwork: true, ports: ['sql'] },
    { name: 'web', hostNetwork: false, ports: ['sql'] },
  ])
})

test.run()
