import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { linkTiny } from '../test-support/tiny-project.test-support.ts'

const digest = `sha256:${'a'.repeat(64)}`

/** What becomes of an image name, as a reference; and the whole. */
function image(name: string, environment = '', lock = '') {
  const { linked, report } = linkTiny({
    '<oskc>/templates/store/services/store.yaml': `dsl_version: 1.0.0\nservice:\n  containers: [{name: a, image: "${name}", daemon: {command: [a]}}]\n`,
    'environments/dev.yaml': `release: "2025.2"\nnodes: {node1$: {roles: [all]}}\nroles: {all: [store]}\n${environment}`,
    ...(lock ? { 'images.lock': lock } : {}),
  })
  assert.equal(
    report.filter((it) => it.severity === 'error'),
    [],
  )
  const found = linked.deployments[0]!.services[0]!.containers[0]!.image
  const { registry, repository, tag } = found
  return { found, reference: `${registry}/${repository}:${tag}${found.digest ? `@${found.digest}` : ''}` }
}

const references: readonly [name: string, expected: string, environment?: string, lock?: string][] = [
  ['web', 'quay.io/x/web:2025.2-r1'],
  ['bare', 'quay.io/x/bare:v1'],
  ['web', 'mirror:5000/x/web:2025.2-r1', 'registry: {address: "mirror:5000"}\n'],
  ['web', 'quay.io/x/web:v9', 'images: {image_specs: {web: {tag: v9}}}\n'],
  [
    'web',
    'own.example/mine/web:2025.2-r1',
    'images: {image_specs: {web: {registry: own.example, repository: mine/web}}}\n',
  ],
  ['web', `quay.io/x/web:2025.2-r1@${digest}`, `images: {image_specs: {web: {digest: "${digest}"}}}\n`],
  ['web', `quay.io/x/web:2025.2-r1@${digest}`, '', `quay.io/x/web:2025.2-r1: ${digest}\n`],
  ['web', 'quay.io/x/web:2025.2-r1', '', `quay.io/x/web:v1: ${digest}\n`],
  ['thing', 'docker.io/ccp/thing:latest'],
  ['thing', 'docker.io/own/thing:v3', 'images: {namespace: own, tag: v3}\n'],
  ['thing', 'mirror:5000/ccp/thing:latest', 'registry: {address: "mirror:5000"}\n'],
  ['nginx:1.27', 'docker.io/library/nginx:1.27'],
  ['library/nginx', 'docker.io/library/nginx:latest'],
  ['a/b:1', 'docker.io/a/b:1'],
  ['ghcr.io/a/b/c:1', 'ghcr.io/a/b/c:1'],
  ['localhost/a:1', 'localhost/a:1'],
  ['localhost:5000/a', 'localhost:5000/a:latest'],
  ['registry:5000/a/b', 'registry:5000/a/b:latest'],
  [`ghcr.io/a/b@${digest}`, `ghcr.io/a/b:latest@${digest}`],
  [`ghcr.io/a/b:1@${digest}`, `ghcr.io/a/b:1@${digest}`],
  ['ghcr.io/a/b:1', 'mirror:5000/a/b:1', 'registry: {address: "mirror:5000"}\n'],
]
for (const [name, expected, environment, lock] of references)
  test(`${name} is ${expected}${environment ? ` with ${environment.trim()}` : ''}${lock ? ' locked' : ''}`, () =>
    assert.is(image(name, environment, lock).reference, expected))

test('an image of the profile has its user, its group and its tools', () => {
  const { user, group, shell, tools } = image('web').found
  assert.equal({ user, group, shell, tools }, { user: 1000, group: 1000, shell: true, tools: ['ip'] })
  assert.is(image('bare').found.shell, false)
})

test('an image that nobody knows is taken to have a shell and nothing else', () => {
  const { found } = image('ghcr.io/a/b:1')
  assert.is(found.shell, true)
  assert.equal(found.tools, [])
  assert.not('user' in found)
})

test.run()
