import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { compileAll, optionCatalogue, shippedFiles } from '../scripts/options/shipped-files.ts'

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
