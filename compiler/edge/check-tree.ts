import type { Diagnostic } from '../diagnostic.ts'
import { lexicographic } from '../lib/lexicographic.ts'
import { disk, type FileSystem } from './file-system.ts'
import type { OutputTree } from './output-tree.ts'
import { surveyOutput } from './survey-output.ts'
import { systemProblem, unsafePaths } from './write-refusals.ts'

/** How what lies in the output folder differs from what would be written; paths relative to it, sorted. */
export interface Freshness {
  readonly fresh: boolean
  /** As oskc wrote it, but of other input. */
  readonly stale: readonly string[]
  readonly missing: readonly string[]
  /** Different, and neither as oskc wrote it. */
  readonly byHand: readonly string[]
  /** Written by oskc, and no longer wanted. */
  readonly leftover: readonly string[]
  /** Not of oskc, and in nobody's way: not touched, and no reason not to be fresh. */
  readonly foreign: readonly string[]
  /** A run was cut off, or is going on. */
  readonly interrupted: boolean
  /** Why it could not be looked at. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Compares the output folder with what would be written, and changes nothing. */
export function checkTree(tree: OutputTree, system: FileSystem = disk): Freshness {
  try {
    const unsafe = unsafePaths(tree, system)
    return unsafe.length > 0 ? unknown(unsafe) : compare(tree, system)
  } catch (error) {
    return unknown([systemProblem(error, tree)])
  }
}

function compare(tree: OutputTree, system: FileSystem): Freshness {
  const { environments, vanished, interrupted } = surveyOutput(tree, system)
  const surveys = [...environments.map((it) => it.survey), ...vanished]
  const all = (paths: (it: (typeof surveys)[number]) => readonly string[]) =>
    surveys
      .flatMap((it) => paths(it).map((path) => (path === '' ? it.name : `${it.name}/${path}`)))
      .sort(lexicographic)
  const stale = all((it) => it.stale)
  const missing = all((it) => it.missing)
  const byHand = all((it) => [...it.byHand, ...it.blocked.map(({ path }) => path)])
  const leftover = all((it) => it.leftover)
  const differences = stale.length + missing.length + byHand.length + leftover.length
  return {
    fresh: differences === 0 && !interrupted,
    stale,
    missing,
    byHand,
    leftover,
    foreign: all((it) => it.foreign),
    interrupted,
    diagnostics: [],
  }
}

function unknown(diagnostics: readonly Diagnostic[]): Freshness {
  return {
    fresh: false,
    stale: [],
    missing: [],
    byHand: [],
    leftover: [],
    foreign: [],
    interrupted: false,
    diagnostics,
  }
}
