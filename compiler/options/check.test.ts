import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { type Circumstances, checkOptions } from './check.ts'
import type { Finding, GivenOption } from './finding.ts'
import { multipleOptions } from './multiple.ts'
import { optionSet } from './option-set.ts'
import { smallRelease as release } from './small-release.test-support.ts'

/* What is said of the options of a file, with a catalogue small enough to be read at a glance. */

const set = optionSet(release, 'a.conf')!

/** `[group] option = value` lines as a file gives them. */
function given(lines: readonly string[]): readonly GivenOption[] {
  return lines.map((it) => {
    const [, group, name, value] = /^\[(.*?)\] (\S+) = ?([^]*)$/.exec(it)!
    return { group: group!, name: name!, values: [value!] }
  })
}

function check(lines: readonly string[], circumstances?: Circumstances): readonly string[] {
  return checkOptions(set, given(lines), circumstances).map(told)
}

function told(it: Finding): string {
  const where = `${it.kind} ${it.option.group}.${it.option.name}`
  switch (it.kind) {
    case 'unknown-group':
      return `${where}: ${[...it.near, ...it.elsewhere.map(({ group }) => `in ${group}`)].join(' ')}`
    case 'unknown-option':
      return `${where}: ${it.near.map(({ group, name }) => `${group}.${name}`).join(' ')}${it.choice ? ` by ${it.choice.by}` : ''}`
    case 'renamed':
      return `${where}: ${it.to.map(({ group, name }) => `${group}.${name}`).join(' ')}`
    case 'deprecated':
      return `${where}: ${it.since} ${it.reason}`
    case 'bad-value':
      return `${where}: ${it.expected}, not ${it.piece ?? it.text}`
    case 'bad-reference':
      return `${where}: ${it.reference} ${it.reason}`
    default:
      return where
  }
}

const cases: readonly [name: string, lines: readonly string[], findings: readonly string[]][] = [
  ['what is there is fine', ['[DEFAULT] workers = 2', '[Broker] quorum_queue = yes'], []],
  [
    'a misspelt option, with the nearest one of its group',
    ['[broker] quorum_queues = true'],
    ['unknown-option broker.quorum_queues: broker.quorum_queue'],
  ],
  [
    'an option in the wrong group, with the right one',
    ['[DEFAULT] quorum_queue = true'],
    ['unknown-option DEFAULT.quorum_queue: broker.quorum_queue'],
  ],
  [
    'a misspelt option in the wrong group',
    ['[DEFAULT] quorum_queues = true'],
    ['unknown-option DEFAULT.quorum_queues: broker.quorum_queue'],
  ],
  ['an option of another program alone', ['[broker] only_b = x'], ['unknown-option broker.only_b: ']],
  ['a misspelt group', ['[brokers] anything = x'], ['unknown-group brokers.anything: broker']],
  [
    'an option in a group that is not there',
    ['[none] level = low'],
    ['unknown-group none.level: in DEFAULT'],
  ],
  [
    '"default" is not "DEFAULT"',
    ['[default] level = low'],
    ['unknown-group default.level: DEFAULT in DEFAULT'],
  ],
  ['a name that every object has', ['[DEFAULT] constructor = 1'], ['unknown-option DEFAULT.constructor: ']],
  ['a group that every object has', ['[__proto__] x = 1'], ['unknown-group __proto__.x: ']],
  ['a former name', ['[DEFAULT] bind_host = ::1'], ['renamed DEFAULT.bind_host: DEFAULT.listen']],
  ['a former group', ['[network] listen = ::1'], ['renamed network.listen: DEFAULT.listen']],
  [
    'a former name with a bad value',
    ['[DEFAULT] bind_host = a_b'],
    [
      'renamed DEFAULT.bind_host: DEFAULT.listen',
      'bad-value DEFAULT.bind_host: an IP address or a host name, not a_b',
    ],
  ],
  [
    'a former name whose value does not count',
    ['[DEFAULT] listen = ::1', '[DEFAULT] bind_host = a_b'],
    ['renamed DEFAULT.bind_host: DEFAULT.listen'],
  ],
  ['what will be removed', ['[broker] old = x'], ['deprecated broker.old: 0.9 Nobody uses it.']],
  [
    'a bad type',
    ['[DEFAULT] workers = two'],
    ['bad-value DEFAULT.workers: a whole number of at least 1, not two'],
  ],
  [
    'out of range',
    ['[DEFAULT] workers = 0'],
    ['bad-value DEFAULT.workers: a whole number of at least 1, not 0'],
  ],
  ['none of the choices', ['[DEFAULT] level = mid'], ['bad-value DEFAULT.level: low or high, not mid']],
  ['quotes are left out', ['[DEFAULT] level = "low"'], []],
  [
    'one value too many, of which the last is read',
    ['[DEFAULT] level = mid', '[DEFAULT] level = low'],
    ['given-twice DEFAULT.level', 'given-twice DEFAULT.level'],
  ],
  ['several values', ['[DEFAULT] rule = a', '[DEFAULT] rule = b'], []],
  [
    'a reference',
    ['[DEFAULT] rule = $state/x', '[broker] old = ${state}'],
    ['deprecated broker.old: 0.9 Nobody uses it.'],
  ],
  [
    'a reference to nothing',
    ['[DEFAULT] rule = $stat/x'],
    ['bad-reference DEFAULT.rule: stat unknown-option'],
  ],
  ['a dollar', ['[DEFAULT] rule = a$$b'], []],
  ['a reference to itself', ['[DEFAULT] state = $state'], ['bad-reference DEFAULT.state: state circular']],
  ['a secret', ['[broker] url = amqp://a:b@c'], ['secret-in-the-clear broker.url']],
  ['an address without a password', ['[broker] url = amqp://c'], []],
  ['no secret', ['[broker] url ='], []],
  ['options that another option chooses', ['[auth] auth_type = token', '[auth] token = '], []],
  [
    'options that another choice would give',
    ['[auth] auth_type = token', '[auth] password = '],
    ['unknown-option auth.password:  by auth_type'],
  ],
  ['options of a choice that nobody made', ['[auth] token = '], ['unknown-option auth.token:  by auth_type']],
  [
    'a choice that is not there',
    ['[auth] auth_type = tokn', '[auth] token = '],
    ['bad-value auth.auth_type: password or token, not tokn'],
  ],
  [
    'options of the group that another one refers to',
    ['[auth] auth_section = other', '[other] auth_type = token', '[other] token = '],
    [],
  ],
  ['a group that an option names', ['[DEFAULT] enabled_backends = fast, slow', '[slow] size = 1'], []],
  [
    'a bad value in a group that an option names',
    ['[DEFAULT] enabled_backends = fast', '[fast] size = big'],
    ['bad-value fast.size: a whole number, not big'],
  ],
  [
    'a group that no option names',
    ['[DEFAULT] enabled_backends = fast', '[slow] size = 1'],
    ['unknown-group slow.size: in backend_defaults in fast'],
  ],
  [
    'the options of a named group by its kind',
    ['[DEFAULT] stores = a:file, b:http', '[store_a] folder = x', '[store_b] folder = x'],
    ['unknown-option store_b.folder: store_a.folder'],
  ],
]

for (const [name, lines, findings] of cases) test(name, () => assert.equal(check(lines), findings))

const conceal = (text: string, mark: string) => text.replace(/<\w+>/g, mark)

test('what is known at run time only may be anything that it could be', () => {
  const lines = [
    '[DEFAULT] workers = <n>',
    '[broker] url = amqp://u:<p>@h',
    '[DEFAULT] enabled_backends = <names>',
    '[any] size = 1',
  ]
  assert.equal(check(lines, { conceal }), [])
  assert.equal(check(['[DEFAULT] workers = a<n>'], { conceal }).length, 1)
})

test('files that are read as one know of each other', () => {
  const before = [given(['[DEFAULT] enabled_backends = fast'])]
  assert.equal(check(['[fast] size = 1'], { before }), [])
  assert.equal(check(['[fast] size = 1'], { after: before }), [])
  const after = [given(['[DEFAULT] enabled_backends = slow'])]
  assert.equal(check(['[fast] size = 1'], { before, after }).length, 1)
})

test('which options take several values is known, in named groups as well', () => {
  const isMultiple = multipleOptions(set, given(['[DEFAULT] enabled_backends = fast']))
  assert.ok(isMultiple({ group: 'DEFAULT', name: 'rule' }))
  assert.ok(isMultiple({ group: 'fast', name: 'pools' }))
  assert.not(isMultiple({ group: 'DEFAULT', name: 'level' }))
  assert.not(isMultiple({ group: 'slow', name: 'pools' }))
})

test('a file that is not known has no set', () => assert.is(optionSet(release, 'constructor'), undefined))

test.run()
