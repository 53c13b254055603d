import { helms, type Helm } from '../tools/helm.ts'

/** The Helm whose version does not matter to what a test shows: the newest, or all where every test was asked for. */
export function anyHelm(): readonly Helm[] {
  return process.env['OSKC_EVERY_TEST'] ? helms() : helms().slice(-1)
}
