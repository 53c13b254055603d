import { chmodSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { parse, parseAllDocuments } from 'yaml'
import { environment, scratch, shops, type Scratch } from './command-line.test-support.ts'

let project: Scratch

test.before.each(() => {
  project = scratch(shops)
})
test.after.each(() => project.clear())

const file = 'secrets/prod.yaml'
const component = 'component-shop'

/** What the file holds: Secret → key → value. */
function values(path = file): Record<string, Record<string, string>> {
  const manifests = parseAllDocuments(project.read(path)).map((it) => it.toJS())
  return Object.fromEntries(manifests.map((it) => [it.metadata.name, it.stringData]))
}

test('every secret gets a value, in a file that only its owner can read', async () => {
  const { exitCode, stdout, stderr } = await project.oskc('secrets generate prod')
  assert.is(exitCode, 0)
  assert.is(statSync(join(project.folder, file)).mode & 0o777, 0o600)
  const found = values()
  assert.equal(Object.keys(found), [component, `${component}-keys`])
  assert.equal(Object.keys(found[component]!), ['password'])
  assert.equal(Object.keys(found[`${component}-keys`]!), ['0', '1', '2'])
  assert.match(stdout, 'New: component-shop/password, component-shop-keys/keys\n')
  assert.match(
    stderr,
    'warning[secrets/missing-value]: component-shop/licence, for shop, has no value yet: Bought',
  )
  for (const it of Object.values(found).flatMap((keys) => Object.values(keys)))
    assert.not.match(stdout + stderr, it)
})

test('run again, it keeps every value and completes what is missing', async () => {
  await project.oskc('secrets generate prod')
  const first = project.read(file)
  assert.not.match((await project.oskc('secrets generate prod')).stdout, 'New')
  assert.is(project.read(file), first)
  const { password } = values()[component]!
  project.lay({
    [file]: first
      .replace(`  password: ${JSON.stringify(password)}\n`, '')
      .replace(`  password: ${password}\n`, '')
      .replace('stringData:\n---', 'stringData:\n  licence: abc\n  old: "1"\n---'),
  })
  chmodSync(join(project.folder, file), 0o644)
  const { exitCode, stdout, stderr } = await project.oskc('secrets generate prod')
  assert.is(exitCode, 0)
  assert.match(stdout, 'New: component-shop/password\n')
  assert.match(
    stderr,
    'warning[secrets/unused-values]: Nothing reads these values of secrets/prod.yaml: component-shop/old.',
  )
  const { password: made, ...others } = values()[component]!
  assert.is.not(made, password)
  assert.equal(others, { licence: 'abc', old: '1' })
  assert.is(statSync(join(project.folder, file)).mode & 0o777, 0o600)
  assert.equal(readdirSync(join(project.folder, 'secrets')), ['prod.yaml'])
})

test('a rotation makes a new value, counts it, and changes just the charts that read it', async () => {
  await project.oskc('secrets generate prod')
  await project.oskc('compile')
  const before = values()
  const line = `secrets generate prod --rotate ${component}/password --rotate ${component}-keys/keys`
  const { exitCode, stdout } = await project.oskc(line)
  assert.is(exitCode, 0)
  assert.match(stdout, 'Rotated: component-shop/password, component-shop-keys/keys\n')
  const after = values()
  assert.is.not(after[component]!['password'], before[component]!['password'])
  const { 0: waiting, ...kept } = after[`${component}-keys`]!
  assert.equal(kept, { 2: before[`${component}-keys`]!['2'], 3: before[`${component}-keys`]!['0'] })
  assert.not.ok(Object.values(before[`${component}-keys`]!).includes(waiting!))
  await project.oskc(`secrets generate prod --rotate ${component}/password`)
  assert.equal(parse(project.read('environments/prod.secrets.lock.yaml')), {
    [component]: { password: 2 },
    [`${component}-keys`]: { keys: 1 },
  })
  const stale = (await project.oskc('compile --check')).stdout.match(/^  charts\/.*/gm)
  assert.ok(stale?.includes('  charts/prod/charts/api/templates/deployment.yaml'))
  assert.equal(
    stale?.filter((it) => /charts\/(test|prod\/charts\/store)\//.test(it)),
    [],
  )
})

test('values of the settings are taken over, and a changed one counts as rotated', async () => {
  const give = (text: string) =>
    project.lay({ 'environments/prod.yaml': environment('n1$', `secret_configs: {shop: ${text}}\n`) })
  give('{password: "yes", licence: 1234, keys: [a, b]}')
  assert.is((await project.oskc('secrets generate prod')).exitCode, 0)
  assert.equal(values(), {
    [component]: { licence: '1234', password: 'yes' },
    [`${component}-keys`]: { 0: 'a', 1: 'b' },
  })
  give('{password: other}')
  assert.match((await project.oskc('secrets generate prod')).stdout, 'Rotated: component-shop/password\n')
  assert.equal(values()[component], { licence: '1234', password: 'other' })
  const again = await project.oskc(`secrets generate prod --rotate ${component}/password`)
  assert.is(again.exitCode, 2)
  assert.match(again.stderr, 'secrets/value-from-settings')
  assert.not.match(again.stderr, 'other}')
})

const refused: readonly (readonly [what: string, more: string, code: string, hint: string])[] = [
  [
    'a key that nobody declares',
    'secret_configs: {shop: {pasword: hunter2}}',
    'secrets/unknown-value',
    '"password"',
  ],
  [
    'an owner that nobody knows',
    'secret_configs: {shob: {password: hunter2}}',
    'secrets/unknown-value',
    '"shop"',
  ],
  ['a list for one value', 'secret_configs: {shop: {password: [hunter2]}}', 'secrets/bad-value', 'one text'],
  ['one value for a folder', 'secret_configs: {shop: {keys: hunter2}}', 'secrets/bad-value', 'list of texts'],
]

for (const [what, more, code, hint] of refused)
  test(`${what} is refused, and not shown`, async () => {
    project.lay({ 'environments/prod.yaml': environment('n1$', `${more}\n`) })
    const { exitCode, stderr } = await project.oskc('secrets generate prod')
    assert.is(exitCode, 2)
    assert.match(stderr, `error[${code}]`)
    assert.match(stderr, hint)
    assert.not.match(stderr, 'hunter2')
    assert.throws(() => project.read(file), /ENOENT/)
  })

const places: readonly (readonly [file: string, why: string])[] = [
  ['charts/secrets.yaml', 'where the charts are'],
  ['elsewhere/../charts/prod/x.yaml', 'where the charts are'],
  ['link/x.yaml', 'where the charts are'],
  ['services/shop/x.yaml', 'reads everything'],
  ['environments/prod.d/x.yaml', 'reads everything'],
  ['environments/x.yaml', 'where environment files are'],
]

for (const [path, why] of places)
  test(`secrets are not written to ${path}`, async () => {
    mkdirSync(join(project.folder, 'charts'))
    symlinkSync('charts', join(project.folder, 'link'))
    const { exitCode, stderr } = await project.oskc(`secrets generate prod --output ${path}`)
    assert.is(exitCode, 2)
    assert.match(stderr, `error[secrets/bad-place]`)
    assert.match(stderr, why)
    assert.throws(() => project.read(path), /ENOENT/)
  })

const foreign: readonly (readonly [what: string, text: string])[] = [
  ['other objects', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n'],
  [
    'Secrets of another namespace',
    'kind: Secret\nmetadata: {name: x, namespace: test}\nstringData: {a: hunter2}\n',
  ],
  ['encrypted Secrets', 'kind: Secret\nmetadata: {name: x}\nstringData: {a: hunter2}\nsops: {mac: x}\n'],
  ['what is no YAML', 'hunter2: "\n'],
  ['an ambiguous value', 'kind: Secret\nmetadata: {name: x}\nstringData: {a: 01234567}\n'],
  ['bytes that are no text', 'kind: Secret\nmetadata: {name: x}\ndata: {a: /w==}\n'],
]

for (const [what, text] of foreign)
  test(`a file that holds ${what} stays as it is`, async () => {
    project.lay({ [file]: text })
    const { exitCode, stderr } = await project.oskc('secrets generate prod')
    assert.is(exitCode, 2)
    assert.match(stderr, 'error[secrets/not-ours]')
    assert.not.match(stderr, /hunter2|01234567/)
    assert.is(project.read(file), text)
  })

test('values under "data" are kept as well', async () => {
  project.lay({ [file]: `kind: Secret\nmetadata: {name: ${component}}\ndata: {password: w6QK}\n` })
  await project.oskc('secrets generate prod')
  assert.is(values()[component]!['password'], 'ä\n')
})

test('a file that cannot be written is no bug of oskc', async () => {
  project.lay({ secrets: '' })
  const { exitCode, stdout, stderr } = await project.oskc('secrets generate prod')
  assert.is(exitCode, 2)
  assert.is(stdout, '')
  assert.match(stderr, 'error[secrets/not-written]: The file secrets/prod.yaml could not be written')
})

test('a secret that is misspelt is not rotated', async () => {
  const { exitCode, stderr } = await project.oskc(`secrets generate prod --rotate ${component}/pasword`)
  assert.is(exitCode, 2)
  assert.match(stderr, 'Did you mean "component-shop/password"?')
  assert.match((await project.oskc('secrets generat prod')).stderr, 'Did you mean "secrets generate"?')
})

test.run()
