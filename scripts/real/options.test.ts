import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { replacePlaceholders } from '../../compiler/lib/placeholder.ts'
import { optionSet, type OptionSet } from '../../compiler/options/option-set.ts'
import { chance } from '../options/chance.ts'
import { keyOf, ourVerdicts } from '../options/compare.ts'
import { mutate } from '../options/mutate.ts'
import { compileAll, optionCatalogue, shippedFiles } from '../options/shipped-files.ts'
import { askRelease, releaseFolder, triedReleases } from './release.ts'
import { skipTest } from '../skip-test.ts'

/*
 * The option objects of the real programs read what the catalogue ships, and mutations of it, and say the same of every
 * option as our check does. Any words after the command choose releases, and units by their names.
 */

const asked = process.argv.slice(2)
const isAsked = (it: string, among: readonly string[]) =>
  !asked.some((word) => among.includes(word)) || asked.includes(it)
/** Of each release; every text has several mutations. */
const mutations = 500
const changes = 4

for (const release of triedReleases('all')) {
  const folder = releaseFolder(release)
  if (!folder) {
    skipTest(`options of ${release}`, 'its programs cannot be installed')
    continue
  }
  const { index } = optionCatalogue.of(release)!
  const units = Object.entries(index.units)
  const shipped = shippedFiles(compileAll(release), release)
  const names = units.map(([, it]) => it.name)
  for (const [letter, { name }] of units.filter(([, it]) => isAsked(it.name, names)))
    test(`${release}: ${name} reads its options as they are checked`, () => {
      const texts = textsFor(release, letter, shipped, Math.ceil(mutations / changes / units.length))
      const answers = judge(
        folder,
        name,
        texts.map((it) => it.text),
      )
      const differences = texts.flatMap(({ set, text }, at) => {
        const ours = ourVerdicts(set, text)
        return answers[at]!.flatMap(([group, option, real]) => {
          const key = keyOf(group, option)
          const own = ours.get(key)
          if (own === real) return []
          const lines = text.split('\n').filter((it) => it.startsWith(`${option} `))
          return [`${key}: really ${real}, checked as ${own}: ${lines.join(' / ')}`]
        })
      })
      assert.ok(answers.flat().length > texts.length)
      assert.equal([...new Set(differences)], [])
    })
}

interface Text {
  readonly set: OptionSet
  readonly text: string
}

/** The files that a unit reads as they are shipped, and mutated; an empty one where nothing is shipped. */
function textsFor(
  release: string,
  letter: string,
  shipped: ReturnType<typeof shippedFiles>,
  count: number,
): readonly Text[] {
  const known = optionCatalogue.of(release)!
  const files = Object.entries(known.index.files).flatMap(([file, letters]) =>
    letters.includes(letter) ? [file] : [],
  )
  const set = { ...optionSet(known, files[0]!)!, units: letter }
  const whole = [
    ...new Set(
      shipped
        .filter((it) => files.includes(it.options))
        .map((it) => replacePlaceholders(it.content, () => 'filled-in')),
    ),
  ]
  const bases = whole.length > 0 ? whole : ['[DEFAULT]\n']
  const luck = chance(Number(release.replace('.', '')) + letter.charCodeAt(0))
  const mutated = Array.from({ length: count }, () => mutate(luck.pick(bases), set, changes, luck))
  return [...bases, ...mutated].map((text) => ({ set, text }))
}

type Verdicts = readonly (readonly [group: string, name: string, verdict: string])[]

function judge(folder: string, unit: string, texts: readonly string[]): readonly Verdicts[] {
  return askRelease(folder, '../options/judge.py', [unit], texts)
}

test.run()
