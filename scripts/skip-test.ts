import { test, type Test } from 'uvu'

/** Registers a test that says what is skipped and why; those who run it count it as neither passed nor failed. */
export function skipTest(what: string, reason: string, among: Test = test): void {
  among(`skipped: ${what}`, () => console.log(`\nskipped: ${what}: ${reason}`))
}
