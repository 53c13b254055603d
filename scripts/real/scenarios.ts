import type { Test } from 'uvu'
import * as assert from 'uvu/assert'

/**
 * Registers tests that go on from where the one before has ended: after one that failed the others would only wait for
 * what cannot come. With a failure stands what the members of the cluster said last.
 */
export function scenarios(
  test: Test,
  told: () => readonly string[],
): (name: string, run: () => Promise<void>) => void {
  let failed: string | undefined
  return (name, run) =>
    void test(name, async () => {
      assert.not(failed, `not run: "${failed}" failed`)
      failed = name
      await run().catch((error: unknown) => {
        console.log([`\n${name}: ${String(error)}`, ...told()].join('\n'))
        throw error
      })
      failed = undefined
    })
}
