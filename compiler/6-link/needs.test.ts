import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { linkTiny, toldBy } from '../test-support/tiny-project.test-support.ts'

/* The service `web` needs a database; `store` provides one, and so does `other`. */

const other = `dsl_version: 1.0.0
service:
  provides: [database]
  ports: [{name: sql, cont: 5432}]
  containers: [{name: a, image: web, daemon: {command: [a]}}]
`
const files = { '<oskc>/templates/store/services/other.yaml': other }

/** Which instance meets the needs of `web`, and what is reported. */
function link(services: string, entries = '', more: Readonly<Record<string, string>> = {}) {
  const { linked, report } = linkTiny({
    ...files,
    'environments/dev.yaml': `nodes: {node1$: {roles: [all]}}\nroles: {all: [${services}]}\n${entries}`,
    ...more,
  })
  const web = linked.deployments[0]!.services.find((it) => it.name === 'web')
  return {
    needs: [...(web?.needs ?? [])].map(([kind, it]) => `${kind}: ${it.provider.name}:${it.port?.cont}`),
    told: toldBy(report, linked.sources).map((it) => it.replace(/\S+\/([^/]+:)/, '$1')),
    report,
  }
}

const cases: readonly [
  name: string,
  services: string,
  entries: string,
  needs: readonly string[],
  told: readonly string[],
][] = [
  ['the only placed service that provides it meets a need', 'web, store', '', ['database: store:3306'], []],
  ['one that is placed nowhere does not count', 'web, other', '', ['database: other:5432'], []],
  ['several are ambiguous', 'web, store, other', '', [], ['link/ambiguous-need dev.yaml: web']],
  [
    'the entry of that name decides',
    'web, store, other, database',
    'services: {database: {service_def: store}}\n',
    ['database: database:3306'],
    [],
  ],
  [
    'the entry of that name counts only where it is placed',
    'web, other',
    'services: {database: {service_def: store}}\n',
    ['database: other:5432'],
    [],
  ],
  [
    'the mapping decides before everything else',
    'web, store, other, database',
    'services: {database: {service_def: store}, web: {mapping: {database: other}}}\n',
    ['database: other:5432'],
    [],
  ],
  [
    'a mapping to what is no provider',
    'web, store',
    'services: {web: {mapping: {database: web}}}\n',
    [],
    ['link/bad-mapping dev.yaml: web'],
  ],
  [
    'a mapping to nothing',
    'web, store',
    'services: {web: {mapping: {database: stroe}}}\n',
    [],
    ['link/bad-mapping dev.yaml: stroe'],
  ],
  [
    'a mapping of a need that it does not have',
    'web, store',
    'services: {web: {mapping: {queue: store}}}\n',
    ['database: store:3306'],
    ['link/unknown-mapped-need dev.yaml: queue'],
  ],
  [
    'an entry of that name that provides something else',
    'web, store, database',
    'services: {database: {service_def: web, mapping: {database: store}}}\n',
    [],
    ['link/instance-does-not-provide dev.yaml: web'],
  ],
  ['nobody that provides it', 'web', '', [], ['link/unmet-need dev.yaml: web']],
]
for (const [name, services, entries, needs, told] of cases)
  test(`${name}: ${[...needs, ...told].join(', ')}`, () => {
    const found = link(services, entries)
    assert.equal(found.needs, needs)
    assert.equal(found.told, told)
  })

test('a need that is optional is met by whoever provides it, and by nobody else', () => {
  const cache = other.replace('[database]', '{cache: {port: sql}}')
  const more = { '<oskc>/templates/store/services/memory.yaml': cache }
  assert.equal(link('web, store', '', more).needs, ['database: store:3306'])
  const { needs, told } = link('web, store, memory', '', more)
  assert.equal(needs, ['database: store:3306', 'cache: memory:5432'])
  assert.equal(told, [])
})

test('a provider that is broken may be the one: nothing more is said', () => {
  const broken = {
    '<oskc>/templates/store/services/store.yaml': 'dsl_version: 1.0.0\nservice: {provide: [database]}\n',
  }
  const { needs, told } = link('web, store', '', broken)
  assert.equal(needs, [])
  assert.ok(told.length > 0)
  assert.equal(
    told.filter((it) => it.startsWith('link/')),
    [],
  )
})

test('where a role is misspelt, the provider may have it: nothing more is said', () => {
  const { report } = link('web', '', {
    'environments/dev.yaml': 'nodes: {node1$: {roles: [all, dta]}}\nroles: {all: [web], data: [store]}\n',
  })
  assert.equal(
    report.map((it) => it.code),
    ['place/unknown-role'],
  )
})

test('those that could be meant are named, and where they are placed', () => {
  const [ambiguous] = link('web, store, other').report
  assert.equal(ambiguous!.related.length, 2)
  assert.match(ambiguous!.message + (ambiguous!.hint ?? ''), 'database')
})

const parameters: readonly [need: string, told: readonly string[]][] = [
  ['database: web', []],
  ['database: {name: web}', []],
  ['database: {}', ['link/bad-parameters web.yaml: {}']],
  ['database: {name: [a]}', ['link/bad-parameters web.yaml: [a]']],
  ['database: {name: web, nam: x}', ['link/bad-parameters web.yaml: nam']],
  ['database: Web', ['link/bad-parameters web.yaml: Web']],
]
for (const [need, told] of parameters)
  test(`${need}: ${told.join(', ') || 'fine'}`, () => {
    const found = link('web, store', '', {
      '<oskc>/templates/_needs/database.yaml':
        'parameters: {type: object, required: [name], properties: {name: {type: string, pattern: "^[a-z]+$"}}}\nport: sql\n',
      '<oskc>/templates/web/services/web.yaml': `dsl_version: 1.0.0\nservice:\n  needs: {${need}}\n  containers: [{name: a, image: web, daemon: {command: [a]}}]\n`,
    })
    assert.equal(found.told, told)
  })

test.run()
