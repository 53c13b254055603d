import { problem } from '../diagnostic.ts'
import type { Place } from '../model/node.ts'

/**
 * A service gives a need parameters that the need does not take, or leaves out one that it must have.
 * The need's jobs and facts could not be made.
 * Look the need's parameters up in `templates/_needs/`.
 */
export const badParameters = problem('link/bad-parameters', (at: Place, kind: string, trouble: string) => ({
  at,
  message: `The need "${kind}" ${trouble}.`,
}))
