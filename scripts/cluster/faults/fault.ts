import type { Check } from '../checks/installed.ts'

/** A fault that is put into compiled charts, and how it must show. */
export interface Fault {
  readonly name: string
  /** Below the folder of the environment's single charts. */
  readonly file: string
  readonly from: string | RegExp
  readonly to: string
  /** Which check has to complain of it; the others are what the API server says of the manifests. */
  readonly check: Check | 'strict validation' | 'Pod Security'
  readonly shows: RegExp
}
