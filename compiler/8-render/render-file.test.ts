import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { compileTiny, toldBy } from '../test-support/tiny-project.test-support.ts'
import { placeAt } from './place-at.ts'

/** The files of the service `web`, with what varies per node; and what is reported. */
function render(environment: string, files: Readonly<Record<string, string>> = {}) {
  const { environments, diagnostics, linked } = compileTiny({
    '<oskc>/templates/web/files/web.conf.hbs': '[web]\nworkers = {{web.workers}}\ntitle = {{web.title}}\n',
    '<oskc>/templates/web/files/web.txt.hbs': '{{web.title}}\n',
    ...files,
    'environments/dev.yaml': environment,
  })
  const web = environments[0]?.services.find((it) => it.name === 'web')
  const file = (key: string) => web?.containers[0]?.files.find((it) => it.key === key)
  return {
    content: (key: string) => file(key)?.content,
    variants: (key: string) => file(key)?.variants.map((it) => `${it.nodes.join(' ')}: ${it.content}`),
    told: toldBy(diagnostics, linked.sources).map((it) => it.replace(/ \S+\/([^/]+:)/, ' $1')),
  }
}

const base = 'roles: {all: [web], data: [store]}\n'
const placed = (more: string) =>
  `${base}nodes:\n  "node[1-4]$": {roles: [all]}\n  node10: {roles: [data]}\n${more}`
const conf = (workers: number, title = 'hello') => `[web]\nworkers = ${workers}\ntitle = ${title}\n`

test('without overrides there is one content and no variant', () => {
  const { content, variants, told } = render(placed(''))
  assert.equal(told, [])
  assert.is(content('web.conf'), conf(2))
  assert.equal(variants('web.conf'), [])
})

test('of the patterns that match a node the last one in order of their text wins', () => {
  const { variants, told } = render(
    `${base}nodes:\n  "node[1-4]$": {roles: [all]}\n  "node[1-3]": {configs: {web: {workers: 2}}}\n  "node[2-4]": {configs: {web: {workers: 4}}}\n  node10: {roles: [data]}\n`,
  )
  assert.equal(told, ['place/prefix-match dev.yaml: "node[1-3]"'])
  assert.equal(variants('web.conf'), [`node2 node3 node4: ${conf(4)}`])
  assert.equal(variants('web.txt'), [])
})

test('nodes whose overrides give the same text share a variant; an override that changes nothing is none', () => {
  const { variants, told } = render(
    placed(
      '  node1$: {configs: {web: {workers: 7}}}\n  node2: {configs: {web: {workers: 7}}}\n  node3: {configs: {web: {workers: 2}}}\n  node4: {configs: {web: {workers: 9, title: other}}}\n',
    ),
  )
  assert.equal(told, [])
  assert.equal(variants('web.conf'), [`node1 node2: ${conf(7)}`, `node4: ${conf(9, 'other')}`])
  assert.equal(variants('web.txt'), ['node4: other\n'])
})

test('an override for nodes where the service does not run makes no variant', () => {
  const { variants } = render(placed('').replace('node10: {', 'node10: {configs: {web: {workers: 7}}, '))
  assert.equal(variants('web.conf'), [])
})

test('options are laid over what the template gives, and those of nodes over them', () => {
  const { content, variants, told } = render(
    placed(
      '  node2: {configs: {web: {conf: {web.conf: {web: {extra: "7"}}}}}}\nconfigs: {web: {conf: {web.conf: {web: {workers: 5, title: null}, more: {list: [a, b]}}}}}\n',
    ),
  )
  assert.equal(told, [])
  assert.is(content('web.conf'), '[web]\nworkers = 5\n\n[more]\nlist = a,b\n')
  assert.equal(variants('web.conf'), ['node2: [web]\nworkers = 5\nextra = 7\n\n[more]\nlist = a,b\n'])
})

test('blanks around the value of an option are kept by quotes', () => {
  const { content, told } = render(
    placed('configs: {web: {conf: {web.conf: {web: {title: " a $b ", workers: null}}}}}\n'),
  )
  assert.equal(told, [])
  assert.is(content('web.conf'), '[web]\ntitle = " a $b "\n')
})

const everywhere = {
  '<oskc>/templates/web/services/web.yaml': `dsl_version: 1.0.0
service:
  containers: [{name: web, image: web, daemon: {command: [web], files: [web.conf, web.txt]}}]
files:
  web.conf: {path: /etc/web.conf, content: web.conf.hbs, settings: environment}
  web.txt: {path: /etc/web.txt, content: web.txt.hbs}
`,
}

test('a file of the environment does not follow the settings of nodes, but options for nodes', () => {
  const { content, variants, told } = render(
    placed(
      '  node1$: {configs: {web: {title: other}}}\n  node2: {configs: {web: {title: other, conf: {web.conf: {web: {extra: "7"}}}}}}\n',
    ),
    everywhere,
  )
  assert.equal(told, [])
  assert.is(content('web.conf'), conf(2))
  assert.equal(variants('web.conf'), [`node2: ${conf(2)}extra = 7\n`])
  assert.equal(variants('web.txt'), ['node1 node2: other\n'])
})

test('what only a file of the environment reads cannot differ between nodes where its service runs', () => {
  const { told } = render(
    placed('  node2: {configs: {web: {workers: 7}}}\n').replace(
      'node10: {',
      'node10: {configs: {web: {workers: 8}}, ',
    ),
    everywhere,
  )
  assert.equal(told, ['render/overlooked-override dev.yaml: workers'])
})

test('an option may refer to a secret, which is filled in when the pod starts', () => {
  const { content, told } = render(
    placed(
      'secrets: {ldap: {pass: {generate: given}}}\nconfigs: {web: {conf: {web.conf: {web: {password: {secret: ldap, key: pass}}}}}}\n',
    ),
  )
  assert.equal(told, [])
  assert.match(content('web.conf')!, 'password = @oskc{secret:ini:ldap/pass}@')
})

const refused: readonly [name: string, title: string, told: readonly string[]][] = [
  [
    'a line that would be an option',
    '"a\\nworkers = 9"',
    ['render/unwritable-value dev.yaml: "a\\nworkers = 9"'],
  ],
  ['a line that would be a section', '"a\\n[other]"', ['render/unwritable-value dev.yaml: "a\\n[other]"']],
  ['a line break at its end', '"a\\n"', ['render/unwritable-value dev.yaml: "a\\n"']],
  ['another system’s line break', '"a\\rb = c"', ['render/unwritable-value dev.yaml: "a\\rb = c"']],
  ['a line that goes on', '"a\\n  b"', []],
  ['signs of the format', '"a = [b] # c ; d"', []],
]
for (const [name, title, told] of refused)
  test(`a setting with ${name}: ${told.length > 0 ? 'refused' : 'written'}`, () =>
    assert.equal(render(placed(`configs: {web: {title: ${title}}}\n`)).told, told))

test('a text file takes any text as it is', () => {
  const text = 'a\n[b]\nc = {{d}} ${e} $(f) "g" \'h\' \\i'
  const { content, told } = render(placed(`configs: {web: {title: ${JSON.stringify(text)}}}\n`), {
    '<oskc>/templates/web/files/web.conf.hbs': '[web]\n',
  })
  assert.equal(told, [])
  assert.is(content('web.txt'), `${text}\n`)
})

test('a line that is no option is reported where it is written, in the template or in the setting', () => {
  const template = '[web]\nworkers = {{web.workers}}\nnonsense\n{{web.title}}\n'
  const { told } = render(placed(''), { '<oskc>/templates/web/files/web.conf.hbs': template })
  assert.equal(told, [
    'render/malformed-ini defaults.yaml: hello',
    'render/malformed-ini web.conf.hbs: nonsense',
  ])
})

test('an option before the first section is reported where it begins, even without a value', () => {
  const { told } = render(placed(''), { '<oskc>/templates/web/files/web.conf.hbs': 'a = 1\nb =' })
  assert.equal(told, ['render/malformed-ini web.conf.hbs: a = 1', 'render/malformed-ini web.conf.hbs: b ='])
})

const pieces = [
  { text: 'ab\ncd ', at: { file: 't', start: 10, end: 16 }, printed: false },
  { text: 'value', at: { file: 's', start: 0, end: 7 }, printed: true },
  { text: '\nef', at: { file: 't', start: 30, end: 33 }, printed: false },
]
const places: readonly [offset: number, expected: string][] = [
  [0, 't 10-12'],
  [1, 't 11-12'],
  [3, 't 13-15'],
  [6, 's 0-7'],
  [10, 's 0-7'],
  [12, 't 31-33'],
  [14, 'x 1-2'],
]
for (const [offset, expected] of places)
  test(`offset ${offset} is ${expected}`, () => {
    const { file, start, end } = placeAt(offset, pieces, { file: 'x', start: 1, end: 2 })
    assert.is(`${file} ${start}-${end}`, expected)
  })

test.run()
