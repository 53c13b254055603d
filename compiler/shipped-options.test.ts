import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { compileAll, components, optionCatalogue, shippedFiles } from '../scripts/options/shipped-files.ts'

/* What the catalogue's services are shipped with is known to be right, for every release. */

test('there are releases', () =>
  assert.equal(optionCatalogue.releases, ['2025.1', '2025.2', '2026.1', '2026.2']))

for (const release of optionCatalogue.releases)
  test(`no option of a shipped file is unknown, deprecated or wrong in ${release}`, () => {
    const compiled = compileAll(release)
    assert.equal(
      compiled.diagnostics
        .filter((it) => it.code !== 'link/rolling-tag')
        .map((it) => `${it.code}: ${it.message}`),
      [],
    )
    const checked = new Set(shippedFiles(compiled, release).map((it) => it.options))
    for (const file of ['keystone.conf', 'placement.conf'])
      assert.ok(checked.has(file), `${file} was not checked`)
  })

/** Settings that bring other lines of templates into the files, by component: together, or what replaces them. */
const variants: readonly Readonly<Record<string, unknown>>[] = [
  {
    debug: true,
    ceph: { mon_host: '192.0.2.9' },
    glance: {
      import_format: 'raw',
      bootstrap: { enable: true },
      stores: [
        { name: 'one', type: 'rbd' },
        { name: 'two', type: 'swift' },
        { name: 'three', type: 's3', host: 'http://s3.example.org', bucket: 'images' },
        { name: 'four', type: 'file' },
      ],
    },
    cinder: {
      iscsi: true,
      default_volume_type: 'fast',
      backup: { driver: 's3', s3_url: 'http://s3.example.org' },
      backends: [
        { name: 'one', type: 'rbd', pool: 'volumes' },
        { name: 'two', type: 'nfs', host: '192.0.2.8', path: '/volumes' },
        { name: 'three', type: 'other', driver: 'cinder.volume.drivers.solidfire.SolidFireDriver' },
      ],
    },
    nova: {
      ceph: { enable: true },
      cpu_mode: 'host-passthrough',
      cpu_dedicated_set: '1-3',
      cpu_shared_set: '0',
      allow_resize_to_same_host: true,
      iscsi: true,
      volume_use_multipath: true,
      live_migration: { transport: 'tls', max_concurrent: 2, bandwidth: 10, completion_timeout: 100 },
    },
    neutron: { dvr: true, enable_qos: true },
    barbican: { kek_before: true },
    keystone: {
      ldap: { domain: 'corp', ca: true },
      conf: { 'domain.conf': { ldap: { url: 'ldap://ldap.example.org' } } },
    },
  },
  { neutron: { plugin_agent: 'ovn' }, cinder: { backup: { driver: 'nfs', share: 'nfs.example.org:/b' } } },
  { cinder: { backup: { driver: 'swift' } } },
]

for (const release of [optionCatalogue.releases[0]!, optionCatalogue.releases.at(-1)!])
  for (const [index, settings] of variants.entries())
    test(`nor with other settings in ${release}: ${index + 1}`, () => {
      const here = Object.entries(settings).filter(
        ([key]) => key === 'debug' || key === 'ceph' || components.has(key),
      )
      const configs = JSON.stringify({ configs: Object.fromEntries(here) })
      const compiled = compileAll(release, [['environments/one.d/other.yaml', configs]])
      // Some services cannot be on one node with these settings.
      const told = compiled.diagnostics.filter((it) => !/^(isolate\/|link\/rolling-tag)/.test(it.code))
      assert.equal(
        told.map((it) => `${it.code}: ${it.message}`),
        [],
      )
      assert.ok(shippedFiles(compiled, release).length > 1)
    })

test('what is accepted is little, is found, and is explained upstream', () => {
  const { accepted } = optionCatalogue
  assert.ok(accepted.length <= 30)
  for (const { because, reference } of accepted) {
    assert.match(because, /^[A-Z].*\.$/)
    assert.match(reference, /^https:\/\/(opendev\.org|github\.com|docs\.openstack\.org)\//)
  }
  const strict = { ...optionCatalogue, accepted: [] }
  const found = optionCatalogue.releases.flatMap((release) =>
    compileAll(release, [], strict).diagnostics.map((it) => it.message),
  )
  const unused = accepted.filter(
    (it) => !found.some((message) => message.startsWith(`"${it.name}" in [${it.group}] of ${it.file} `)),
  )
  assert.equal(unused, [])
})

test.run()
