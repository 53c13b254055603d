import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { compile, placeProject } from './compile.ts'
import type { Report } from './diagnostic.ts'
import { readBuiltIn } from './edge/built-in.ts'
import { itemsOf, textAt, valueAt } from './lib/node.ts'
import { shapeAt } from './lib/shape-at.ts'
import type { SourceFile } from './model/source.ts'
import { smallestEnvironment } from './test-support/smallest-environment.test-support.ts'

/* What holds for every component of the built-in catalogue, found by listing. */

const builtIn = readBuiltIn()
const nodes = '[node1, node2, node3]\n'
const { catalogue } = placeProject(
  new Map<string, SourceFile>([...builtIn, ['nodes.yaml', nodes]]),
  {},
  [] as Report,
)

for (const { name, kind } of catalogue.services.values())
  test(`${name} compiles with its defaults`, () => {
    const sources = new Map<string, SourceFile>([
      ...builtIn,
      ['nodes.yaml', nodes],
      ['environments/one.yaml', smallestEnvironment(name, catalogue)],
    ])
    const { diagnostics, charts } = compile(sources)
    assert.equal(
      diagnostics.filter((it) => it.severity === 'error').map((it) => `${it.code}: ${it.message}`),
      [],
    )
    assert.ok(charts.has(`one/charts/${name}/templates/${kind.toLowerCase()}.yaml`))
  })

for (const service of ['mariadb', 'galera'])
  test(`${service} listens where its settings say`, () => {
    const environment = `nodes: {node: {roles: [all]}}\nroles: {all: [${service}]}\nconfigs: {mariadb: {port: {cont: 3307}}}\n`
    const { charts, environments } = compile(
      new Map<string, SourceFile>([
        ...builtIn,
        ['nodes.yaml', nodes],
        ['environments/one.yaml', environment],
      ]),
    )
    assert.is(environments[0]!.services[0]!.ports.find((it) => it.name === 'mysql')?.cont, 3307)
    const files = [...charts].filter(([path]) => path.startsWith(`one/charts/${service}/files/`))
    assert.ok(files.some(([, text]) => /^port ?= ?3307$/m.test(text)))
    for (const [path, text] of files) assert.not.match(text, '3306', path)
  })

test('the median definition is at most sixty lines long', () => {
  const lengths = [...catalogue.services.values()]
    .map((it) => String(builtIn.get(it.file)).split('\n').length)
    .sort((a, b) => a - b)
  assert.ok(
    lengths[Math.floor(lengths.length / 2)]! <= 60,
    `the median is ${lengths[Math.floor(lengths.length / 2)]}`,
  )
})

test('every service, every need and every secret says what it is', () => {
  const silent = [
    ...[...catalogue.services.values()].filter((it) => it.description === '').map((it) => it.name),
    ...[...catalogue.needs.values()].filter((it) => it.description === '').map((it) => it.name),
    ...[...catalogue.needs.values(), ...catalogue.components.values()].flatMap((it) =>
      [...it.secrets].filter(([, secret]) => !secret.description).map(([key]) => key),
    ),
  ]
  assert.equal(silent, [])
})

test('every setting has a comment', () => {
  const bare = [...builtIn].flatMap(([path, text]) => {
    if (!path.endsWith('/defaults.yaml')) return []
    const lines = String(text).split('\n')
    const first = lines.indexOf('configs:')
    const last = lines.findIndex((it, index) => index > first && /^\S/.test(it))
    return lines.flatMap((line, index) => {
      if (first < 0 || index <= first || (last > 0 && index >= last)) return []
      const leaf = /^ +[\w-]+: \S/.test(line)
      return leaf && !lines[index - 1]!.trim().startsWith('#') ? [`${path}:${index + 1}`] : []
    })
  })
  assert.equal(bare, [])
})

test('what is said to be gone is not there', () => {
  const settings = [...catalogue.retiredSettings.keys()].filter((path) =>
    [...catalogue.components.values()].some((it) => shapeAt(it.shapes, path.split('.'))),
  )
  const services = [...catalogue.retiredServices.keys()].filter((it) => catalogue.services.has(it))
  assert.equal([...services, ...settings], [])
})

test('every container says what it asks for and what it may use at most, and how it shows that it is ready', () => {
  const lax = [...catalogue.services.values()].flatMap(({ name, body }) =>
    itemsOf(valueAt(body, 'containers')).flatMap((it) => {
      const memory = textAt(valueAt(valueAt(it, 'resources'), 'limits'), 'memory')
      const ready = valueAt(valueAt(it, 'probes'), 'readiness')
      return memory !== undefined && ready ? [] : [`${name}/${textAt(it, 'name')}`]
    }),
  )
  assert.equal(lax, [])
})

test.run()
