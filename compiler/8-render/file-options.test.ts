import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { OptionCatalogue } from '../options/release-options.ts'
import { smallRelease } from '../options/small-release.test-support.ts'
import { compileTiny, toldBy } from '../test-support/tiny-project.test-support.ts'

/* Options of rendered files against a small catalogue: where what is found is said, and what becomes of lists. */

const options: OptionCatalogue = {
  releases: ['2026.1'],
  of: (release) => (release === '2026.1' ? smallRelease : undefined),
  accepted: [
    {
      file: 'a.conf',
      group: 'broker',
      name: 'old',
      kind: 'deprecated',
      because: 'A test.',
      reference: 'none',
    },
  ],
}

interface Files {
  readonly template?: string
  readonly configs?: string
  readonly more?: string
  /** A second file of the container, and whose options each has. */
  readonly second?: string
  readonly known?: string
  readonly catalogue?: OptionCatalogue
  /** Entries of `further_options`. */
  readonly further?: string
}

function render({
  template = '[DEFAULT]\n',
  configs = '{}',
  more = '',
  second,
  known = 'a.conf',
  catalogue,
  further = '',
}: Files) {
  const definition = `dsl_version: 1.0.0
service:
  secrets: {login: {generate: password}}
  containers:
    - {name: web, image: web, daemon: {command: [web], files: [web.conf${second === undefined ? '' : ', second.conf'}]}}
files:
  web.conf: {path: /etc/web.conf, content: web.conf.hbs, options: ${known}}
${second === undefined ? '' : '  second.conf: {path: /etc/second/a.conf, content: second.conf.hbs}\n'}`
  const { environments, diagnostics, linked } = compileTiny(
    {
      '<oskc>/templates/web/services/web.yaml': definition,
      '<oskc>/templates/web/files/web.conf.hbs': template,
      ...(second === undefined ? {} : { '<oskc>/templates/web/files/second.conf.hbs': second }),
      'oskc.yaml': `further_options: [${further}]\n`,
      'environments/dev.yaml': `${more}nodes: {node1$: {roles: [all]}}\nroles: {all: [web]}\nconfigs: ${configs}\n`,
    },
    { options: catalogue ?? options },
  )
  const told = toldBy(diagnostics, linked.sources).map((it) => it.replace(/ \S+\/([^/]+:)/, ' $1'))
  return { told, content: environments[0]?.services[0]?.containers[0]?.files[0]?.content ?? '' }
}

const cases: readonly [name: string, files: Files, told: readonly string[]][] = [
  ['a file that is right', { template: '[DEFAULT]\nworkers = 2\n[broker]\nurl = {{secret "login"}}\n' }, []],
  [
    'names and values in a template',
    { template: '[DEFAULT]\nwrokers = 2\nlevel = mid\n' },
    ['render/bad-option-value web.conf.hbs: mid', 'render/unknown-option web.conf.hbs: wrokers'],
  ],
  [
    'the setting that a template prints',
    { template: '[DEFAULT]\nworkers = {{web.title}}\n', configs: '{web: {title: two}}' },
    ['render/bad-option-value dev.yaml: two'],
  ],
  [
    'the setting that a value prints twice',
    { template: '[DEFAULT]\nstores = {{web.title}}-{{web.title}}\n', configs: '{web: {title: "2"}}' },
    ['render/bad-option-value dev.yaml: "2"'],
  ],
  [
    'names and values in settings',
    { configs: '{web: {conf: {web.conf: {DEFAULT: {wrokers: 2, level: mid}}}}}' },
    ['render/bad-option-value dev.yaml: mid', 'render/unknown-option dev.yaml: wrokers'],
  ],
  [
    'a secret, in the template and in settings',
    {
      template: '[broker]\nurl = amqp://a:b@c\n',
      configs: '{web: {conf: {web.conf: {auth: {auth_type: password, password: hunter2}}}}}',
    },
    ['render/secret-in-the-clear web.conf.hbs: amqp://a:b@c', 'render/secret-in-the-clear dev.yaml: hunter2'],
  ],
  ['an accepted finding', { template: '[broker]\nold = x\n' }, []],
  [
    'an option that a plug-in reads, and no other of its section',
    {
      template: '[DEFAULT]\nvendor_pool = x\nvendor_port = 1\n',
      further: '{file: a.conf, group: DEFAULT, option: vendor_pool, because: A test.}',
    },
    ['render/unknown-option web.conf.hbs: vendor_port'],
  ],
  [
    'a section that a plug-in reads, but for what is known of it',
    {
      template: '[vendor]\npool = x\n[broker]\nvendor = x\nurl = amqp://a:b@c\n',
      further:
        '{file: a.conf, group: vendor, because: A test.}, {file: a.conf, group: broker, because: A test.}',
    },
    ['render/secret-in-the-clear web.conf.hbs: amqp://a:b@c'],
  ],
  [
    'a section that a plug-in reads from another file',
    { template: '[vendor]\npool = x\n', further: '{file: b.conf, group: vendor, because: A test.}' },
    ['render/unknown-option web.conf.hbs: pool'],
  ],
  [
    'an option that is set twice',
    { template: '[DEFAULT]\nlevel = low\nrule = a\nrule = b\nlevel = high\n' },
    ['render/repeated-option web.conf.hbs: level'],
  ],
  ['a file that nobody knows', { template: '[any]\nthing = x\n', known: 'b.conf' }, []],
  [
    'a file that another one goes with',
    { template: '[fast]\nsize = 1\n', second: '[DEFAULT]\nenabled_backends = fast\n' },
    [],
  ],
  [
    'a release that nobody knows',
    { template: '[any]\nthing = x\n', more: 'release: "2031.1"\n' },
    ['render/unchecked-release dev.yaml: "2031.1"'],
  ],
]
for (const [name, files, told] of cases)
  test(`${name}: ${told.length === 0 ? 'nothing is said' : 'said where it is'}`, () =>
    assert.equal(render(files).told.sort(), told.toSorted()))

test('a list sets an option once an item where all of its values count', () => {
  const conf =
    '{DEFAULT: {rule: [a, "b,c"], enabled_backends: [fast, slow]}, fast: {pools: [p, q]}, slow: {driver: z}}'
  const { told, content } = render({ configs: `{web: {conf: {web.conf: ${conf}}}}` })
  assert.equal(told, [])
  assert.is(
    content,
    '[DEFAULT]\nrule = a\nrule = b,c\nenabled_backends = fast,slow\n\n[fast]\npools = p\npools = q\n\n[slow]\ndriver = z\n',
  )
})

test('values of single nodes are checked as well', () => {
  const { told } = render({
    template: '[DEFAULT]\nworkers = {{web.workers}}\n',
    more: '',
    configs: '{}',
  })
  assert.equal(told, [])
  const { diagnostics, linked } = compileTiny(
    {
      '<oskc>/templates/web/services/web.yaml': `dsl_version: 1.0.0
service:
  containers: [{name: web, image: web, daemon: {command: [web], files: [a.conf]}}]
files:
  a.conf: {path: /etc/a.conf, content: web.conf.hbs}
`,
      '<oskc>/templates/web/files/web.conf.hbs': '[DEFAULT]\nworkers = {{web.workers}}\n',
      'environments/dev.yaml':
        'nodes: {"node[12]$": {roles: [all]}, node2$: {configs: {web: {workers: 0}}}}\nroles: {all: [web]}\n',
    },
    { options },
  )
  assert.equal(toldBy(diagnostics, linked.sources), ['render/bad-option-value environments/dev.yaml: 0'])
})

test.run()
