import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { compile, type Compilation } from '../../compiler/compile.ts'
import { readProject } from '../../compiler/edge/read-project.ts'
import { replacePlaceholders } from '../../compiler/lib/placeholder.ts'
import { optionSet } from '../../compiler/options/option-set.ts'
import { chance } from '../options/chance.ts'
import { keyOf, ourVerdicts } from '../options/compare.ts'
import { misspelt } from '../options/mutate.ts'
import { compileAll, optionCatalogue, shippedFiles } from '../options/shipped-files.ts'
import { skipTest } from '../skip-test.ts'
import { askRelease, releaseFolder, triedReleases } from './release.ts'

const root = join(import.meta.dirname, '../..')

/*
 * oslo-config-validator finds nothing in the files of the catalogue that our check does not find, and nothing in files
 * with all their options misspelt. It never looks at values.
 */

/** What it finds although the programs read it: sample files, from which it knows all options, leave it out. */
const leftOut: readonly (readonly [of: RegExp, option: RegExp, why: string])[] = [
  [
    /^/,
    /\] (auth_type|auth_url|username|password|(user|project)_domain_name|project_name)$/,
    'options of an auth plugin: it forgives [keystone_authtoken] alone',
  ],
  [/^cinder\.conf$/, /^\[(lvm|rbd)\]/, 'a back end of any name, named by enabled_backends'],
  [
    /^glance-api\.conf$/,
    /^\[(file|rbd|os_glance_\w+_store)\]/,
    'stores of any name, named by enabled_backends',
  ],
  [/^glance-api\.conf$/, /^\[glance_store\] default_backend$/, 'one of the options of several stores'],
  [/^dhcp_agent\.ini$/, /^\[DEFAULT\] dns_domain$/, "read by the agent; in neutron.conf's sample alone"],
  [
    /^neutron_ovn_metadata_agent\.ini$/,
    /^\[(DEFAULT\] host|agent\] root_helper)$/,
    "read by the agent; in neutron.conf's sample alone",
  ],
]

for (const release of triedReleases('all')) {
  const folder = releaseFolder(release)
  if (!folder) {
    skipTest(`oslo-config-validator of ${release}`, 'its programs cannot be installed')
    continue
  }
  const known = optionCatalogue.of(release)!
  const shipped = [compileAll(release), ...examples(release)].flatMap((it) => shippedFiles(it, release))
  for (const name of [...new Set(shipped.map((it) => it.options))].sort())
    test(`${release}: nothing in ${name} is found by oslo-config-validator alone`, () => {
      const set = optionSet(known, name)!
      const texts = [
        ...new Set(shipped.filter((it) => it.options === name).map((it) => filledIn(it.content))),
      ]
      const { below } = chance(name.length)
      const wrong = texts.map((it) => it.replace(/^\w+(?= = )/gm, (option) => misspelt(option, below)))
      const all = [...texts, ...wrong]
      const letters = known.index.files[name]!
      const found = askRelease<readonly Remarks[]>(folder, '../options/validate.py', [letters], all)
      const alone = all.flatMap((text, index) => {
        const ours = ourVerdicts(set, text)
        const keys = found[index]!.map(([group, option]) => keyOf(group, option))
        return keys.filter((it) => ['fine', 'bad'].includes(ours.get(it)!) && !isLeftOut(name, it))
      })
      assert.equal([...new Set(alone)], [])
      assert.ok(
        found.slice(texts.length).every((it) => it.length > 0),
        'it finds what is misspelt',
      )
    })
}

function isLeftOut(file: string, key: string): boolean {
  return leftOut.some(([of, option]) => of.test(file) && option.test(key))
}

/** The committed examples of a release. */
function examples(release: string): readonly Compilation[] {
  return ['fixtures/reference', 'fixtures/production'].flatMap((directory) => {
    const { sources, environments, inventory } = readProject({ cwd: root, directory })
    const compiled = compile(sources, { environmentFiles: environments, inventory, options: optionCatalogue })
    return compiled.environments.every((it) => it.release === release) ? [compiled] : []
  })
}

function filledIn(text: string): string {
  return replacePlaceholders(text, () => 'filled-in')
}

type Remarks = readonly (readonly [group: string, name: string, verdict: string])[]

test.run()
