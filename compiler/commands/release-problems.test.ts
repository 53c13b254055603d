import { createHash } from 'node:crypto'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { releaseLimit } from '../edge/release-size.ts'
import { fitsOneRelease, releaseProblems } from './release-problems.ts'

/** A file whose bytes cannot be compressed below half of its size, since they are hexadecimal digits. */
function charts(bytes: number) {
  let text = ''
  while (text.length < bytes) text += createHash('sha512').update(String(text.length)).digest('hex')
  return new Map([['templates/configmap.yaml', text.slice(0, bytes)]])
}

const cases: readonly (readonly [share: number, codes: readonly string[]])[] = [
  [0.1, []],
  [0.3, []],
  [0.7, ['compile/large-release']],
  [1.1, ['compile/too-large-release']],
]

for (const [share, codes] of cases)
  test(`a release of about ${share} of what Helm can store gives ${codes.join() || 'no warning'}`, () => {
    // The file counts twice, in base64 and as the manifest that it is; compression halves both, base64 adds a third.
    const files = charts((releaseLimit * share * 3) / 4 / 1.2)
    const found = releaseProblems([{ name: 'prod', release: '2026.1', files, inputs: new Map() }])
    assert.equal(
      found.map((it) => it.code),
      codes,
    )
    assert.is(fitsOneRelease(files, 'prod'), share <= 1)
  })

test.run()
