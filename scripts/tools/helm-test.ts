import type { Test } from 'uvu'
import { helms, noHelm, type Helm } from './helm.ts'
import { skipTest } from '../skip-test.ts'

/** Registers a test once for each Helm, or as skipped where there is none. */
export function testWithHelm(test: Test, name: string, body: (helm: Helm) => void | Promise<void>): void {
  for (const helm of helms()) test(`Helm ${helm.version}: ${name}`, () => body(helm))
  if (helms().length === 0) skipTest(name, noHelm, test)
}
