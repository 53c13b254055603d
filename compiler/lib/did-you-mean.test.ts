import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { didYouMean } from './did-you-mean.ts'

const cases: readonly {
  readonly name: string
  readonly word: string
  readonly known: readonly string[]
  readonly hint?: string
}[] = [
  {
    name: 'a slip of one letter is recognised',
    word: 'controler',
    known: ['compute', 'controller', 'storage'],
    hint: 'Did you mean "controller"?',
  },
  {
    name: 'a missing last letter is recognised',
    word: 'node',
    known: ['nodes'],
    hint: 'Did you mean "nodes"?',
  },
  {
    name: 'two swapped letters are one slip',
    word: 'rloes',
    known: ['roles'],
    hint: 'Did you mean "roles"?',
  },
  {
    name: 'letter case and separators hardly count',
    word: 'Image_Pull-Policy',
    known: ['image_pull_policy'],
    hint: 'Did you mean "image_pull_policy"?',
  },
  {
    name: 'the nearest comes first, equals in order of their names',
    word: 'ctl-1',
    known: ['ctl-3', 'ctl-2', 'ctll-1', 'ctl1', 'database'],
    hint: 'Did you mean "ctl-2", "ctl-3" or "ctl1"?',
  },
  {
    name: 'two candidates are joined by or',
    word: 'cat',
    known: ['bat', 'car'],
    hint: 'Did you mean "bat" or "car"?',
  },
  {
    name: 'a candidate much farther than the nearest is left out',
    word: 'abcdefghi',
    known: ['abcdefghi-', 'abcdefxyz'],
    hint: 'Did you mean "abcdefghi-"?',
  },
  { name: 'words that have little in common give no hint', word: 'database', known: ['compute', 'network'] },
  { name: 'a short word is not turned into another', word: 'ab', known: ['ac', 'xy'] },
  { name: 'nothing known gives no hint', word: 'role', known: [] },
  { name: 'a known word suggests nothing of itself', word: 'role', known: ['role'] },
  { name: 'an empty word gives no hint', word: '', known: ['a', 'abc'] },
  { name: 'a very long word gives no hint', word: 'x'.repeat(101), known: ['x'.repeat(100)] },
]

for (const { name, word, known, hint } of cases) {
  test(name, () => {
    const expected = hint === undefined ? {} : { hint }
    assert.equal(didYouMean(word, known), expected)
    assert.equal(
      didYouMean(word, [...known].reverse()),
      expected,
      'the order of the known words changes nothing',
    )
  })
}

test.run()
