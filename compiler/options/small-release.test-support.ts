import * as assert from 'uvu/assert'
import type { CataloguePart, OptionLine, Rule } from './catalogue.ts'
import type { ReleaseOptions } from './release-options.ts'

const shared: Readonly<Record<string, OptionLine>> = {
  auth_url: ['string'],
  password: ['string', null, 's'],
  token: ['string', null, 's'],
}
const rules: readonly Rule[] = [
  {
    kind: 'chosen',
    having: ['auth_type', 'auth_section'],
    by: 'auth_type',
    elsewhere: 'auth_section',
    sets: {
      password: { set: 'auth', only: ['auth_url', 'password'] },
      token: { set: 'auth', only: ['auth_url', 'token'] },
    },
  },
  {
    kind: 'named',
    groups: '{}',
    from: ['DEFAULT', 'enabled_backends'],
    as: 'list',
    set: { group: 'backend_defaults' },
  },
  {
    kind: 'named',
    groups: 'store_{}',
    from: ['DEFAULT', 'stores'],
    as: 'dict',
    sets: { file: 'file', http: 'http' },
  },
]
const libraries: CataloguePart = {
  release: '1',
  part: 'libraries',
  groups: {
    broker: {
      in: 'ab',
      options: {
        quorum_queue: ['boolean', false],
        url: ['string', null, 's'],
        old: ['string', null, 'x', { since: '0.9', reason: 'Nobody uses it.' }],
        only_b: ['string', null, '', { in: 'b' }],
      },
    },
    auth: { in: 'ab', options: { auth_type: ['string'], auth_section: ['string'] } },
  },
  sets: { auth: shared, file: { folder: ['string'] }, http: { address: ['uri'] } },
  rules,
}
const own: CataloguePart = {
  release: '1',
  part: 'a',
  groups: {
    DEFAULT: {
      in: 'a',
      options: {
        workers: [{ type: 'integer', min: 1 }, null, 'h'],
        level: [{ type: 'string', choices: ['low', 'high'] }, 'low'],
        listen: [
          'host',
          '0.0.0.0',
          '',
          {
            was: [
              [null, 'bind_host'],
              ['network', 'listen'],
            ],
          },
        ],
        rule: ['string', [], 'm'],
        state: ['string', '/var/lib'],
        enabled_backends: ['list'],
        stores: ['dict'],
      },
    },
    backend_defaults: {
      in: 'a',
      options: { driver: ['string', 'lvm'], size: ['integer'], pools: ['string', null, 'm'] },
    },
  },
  sets: {},
  rules: [],
}
/** A release with options of one file, small enough to be read at a glance. */
export const smallRelease: ReleaseOptions = {
  index: {
    release: '1',
    units: { a: { name: 'a', part: 'a' }, b: { name: 'b', part: 'b' } },
    files: { 'a.conf': 'a' },
    packages: {},
  },
  part: (name) => {
    assert.ok(['libraries', 'a'].includes(name), `a part that is not needed is read: ${name}`)
    return name === 'a' ? own : libraries
  },
}
