import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { environment, scratch, shops, type Scratch } from './command-line.test-support.ts'

let project: Scratch

test.before.each(() => {
  project = scratch(shops)
})
test.after.each(() => project.clear())

test('compiling writes the charts, and shows how to install them', async () => {
  const { exitCode, stdout, stderr } = await project.oskc('compile')
  assert.is(stderr, '')
  assert.is(exitCode, 0)
  assert.match(project.read('charts/prod/Chart.yaml'), 'name: prod')
  assert.match(project.read('charts/test/charts/api/templates/deployment.yaml'), 'kind: Deployment')
  assert.match(stdout, /^Wrote \d+ files in charts: 2 environments, 4 services\.\n\nTo install prod:\n/)
  assert.match(
    stdout,
    `To install test:
  kubectl apply -f charts/test/namespace.yaml
  oskc secrets generate test
  kubectl apply -f secrets/test.yaml
  helm upgrade --install test charts/test --namespace test --wait --timeout 30m
`,
  )
})

test('compiling again changes nothing and shows how to install all; a change is shown alone', async () => {
  await project.oskc('compile')
  const again = (await project.oskc('compile')).stdout
  assert.match(again, /^Nothing changed in charts: 2 environments, 4 services\.\n/)
  assert.match(again, 'To install prod:\n  kubectl apply -f charts/prod/namespace.yaml')
  assert.match(again, 'To install test:\n  kubectl apply -f charts/test/namespace.yaml')
  project.lay({ 'environments/test.yaml': environment('n3$', 'configs: {shop: {motd: goodbye}}\n') })
  const { stdout } = await project.oskc('compile')
  assert.match(stdout, /^Wrote \d files in charts/)
  assert.not.match(stdout, 'To install prod')
  assert.match(stdout, 'helm upgrade --install test')
  assert.not.match(stdout, 'namespace.yaml')
})

test('only what is named is written', async () => {
  await project.oskc('compile prod')
  assert.throws(() => project.read('charts/test/Chart.yaml'), /ENOENT/)
  await project.oskc('compile')
  project.lay({ 'environments/prod.yaml': environment('n[12]$', 'configs: {shop: {motd: a}}\n') })
  await project.oskc('compile test')
  assert.not.match(project.read('charts/prod/charts/api/templates/deployment.yaml'), '- a\n')
  rmSync(join(project.folder, 'environments/test.yaml'))
  await project.oskc('compile prod')
  assert.match(project.read('charts/test/Chart.yaml'), 'name: test')
  await project.oskc('compile')
  assert.throws(() => project.read('charts/test/Chart.yaml'), /ENOENT/)
})

test('with an error nothing is written', async () => {
  project.lay({ 'environments/test.yaml': environment('n9$') })
  const { exitCode, stdout, stderr } = await project.oskc('compile')
  assert.is(exitCode, 2)
  assert.is(stdout, '')
  assert.match(
    stderr,
    /^error\[place\/unmatched-pattern\]: [^]*environments\/test\.yaml:1:9\n[^]*1 error\. Nothing was written\.\n$/,
  )
  assert.throws(() => project.read('charts/prod/Chart.yaml'), /ENOENT/)
  assert.is((await project.oskc('compile --allow-unmatched')).exitCode, 0)
  assert.is((await project.oskc('compile --allow-unmatched --strict')).exitCode, 2)
})

test('an error in an environment that was not asked for is one warning', async () => {
  project.lay({ 'environments/test.yaml': environment('n9$', 'replicas: {api: 7}\nfoo: 1\n') })
  const { exitCode, stderr } = await project.oskc('compile prod')
  assert.is(exitCode, 0)
  assert.ok(stderr.startsWith('warning[compile/other-environment]: This environment has 2 errors;'))
  assert.match(stderr, /\n1 warning\.\n$/)
  assert.match(project.read('charts/prod/Chart.yaml'), 'name: prod')
  assert.is((await project.oskc('compile prod --strict')).exitCode, 2)
  assert.match((await project.oskc('compile test')).stderr, 'place/unmatched-pattern')
  project.lay({ 'environments/test.yaml': 'nodes: {{' })
  const unreadable = await project.oskc('compile prod')
  assert.is(unreadable.exitCode, 0)
  assert.ok(
    unreadable.stderr.startsWith('warning[compile/other-environment]: This environment has an error;'),
  )
})

test('environments are checked against each other, whichever are asked for', async () => {
  const clash = 'configs: {ingress: {enabled: true}}\n'
  const api = project.read('services/shop/services/api.yaml').replace('cont:', 'ingress: shop, cont:')
  project.lay({
    'services/shop/services/api.yaml': api,
    'environments/prod.yaml': environment('n1$', clash),
    'environments/test.yaml': environment('n3$', clash),
    'environments/work.yaml': environment('n2$'),
  })
  for (const name of ['prod', 'test']) {
    const { exitCode, stderr } = await project.oskc(`compile ${name}`)
    assert.is(exitCode, 2)
    assert.match(stderr, /^error\[isolate\/ingress-host\]/)
    assert.not.match(stderr, 'compile/')
  }
  const { exitCode, stderr } = await project.oskc('compile work')
  assert.is(exitCode, 0)
  assert.ok(stderr.startsWith('warning[compile/others-clash]'))
})

test('checking tells what is stale from what was edited, and writes nothing', async () => {
  assert.is((await project.oskc('compile --check')).exitCode, 1)
  assert.throws(() => project.read('charts/prod/Chart.yaml'), /ENOENT/)
  await project.oskc('compile')
  const fresh = await project.oskc('compile --check')
  assert.equal(fresh, { exitCode: 0, stdout: 'The charts in charts are up to date.\n', stderr: '' })

  project.lay({
    'environments/test.yaml': environment('n3$', 'configs: {shop: {motd: goodbye}}\n'),
    'charts/prod/values.yaml': 'global: {}\n',
  })
  const { exitCode, stdout } = await project.oskc('compile --check')
  assert.is(exitCode, 1)
  assert.match(stdout, 'Changed by hand:\n  charts/prod/values.yaml\n')
  assert.match(stdout, /Out of date:\n(  charts\/test\/.*\n)+\nWrite them anew: oskc compile\n$/)
  project.lay({ 'nodes.yaml': '[n3' })
  assert.is((await project.oskc('compile --check')).exitCode, 2)
})

test('for programs, diagnostics are JSON lines on standard output', async () => {
  project.lay({ 'environments/test.yaml': environment('n9$') })
  const { exitCode, stdout, stderr } = await project.oskc('compile --format json')
  assert.is(exitCode, 2)
  assert.is(stderr, '')
  const { code, file, line } = JSON.parse(stdout) as Record<string, unknown>
  assert.equal(
    { code, file, line },
    { code: 'place/unmatched-pattern', file: 'environments/test.yaml', line: 1 },
  )
})

test('a file on its own, with the output elsewhere', async () => {
  const { exitCode, stderr } = await project.oskc(
    'compile --environment environments/prod.yaml --inventory nodes.yaml --output out/it',
  )
  assert.is(exitCode, 0)
  assert.match(stderr, 'warning[resolve/unnamed]')
  assert.match(project.read('out/it/ccp/Chart.yaml'), 'name: ccp')
})

test('values of secrets are never shown', async () => {
  const secret = 'secret_configs:\n  shop: {password: hunter2}\n'
  for (const more of [`${secret}foo: 1\n`, `${secret}"\n`, `${secret}  - bad\n`]) {
    project.lay({ 'environments/prod.yaml': environment('n1$', more) })
    const { exitCode, stdout, stderr } = await project.oskc('compile')
    assert.is(exitCode, 2)
    assert.not.match(stdout + stderr, 'hunter2')
  }
})

test.run()
