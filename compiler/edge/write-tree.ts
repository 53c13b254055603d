import type { Diagnostic } from '../diagnostic.ts'
import { lexicographic } from '../lib/lexicographic.ts'
import { carryOut, mayVanish, type Changes } from './carry-out.ts'
import { checkTree } from './check-tree.ts'
import { claim, type Claim } from './claim.ts'
import { disk, type FileSystem } from './file-system.ts'
import { writingFolder, type OutputTree } from './output-tree.ts'
import { removeTree } from './remove-tree.ts'
import { staging } from './staging.ts'
import { surveyOutput, type OutputSurvey } from './survey-output.ts'
import { editedByHand, alreadyRunning, keptEnvironment } from './write-problems.ts'
import { isSystemError, obstacles, systemProblem, unsafePaths } from './write-refusals.ts'

/** What became of the output folder; paths relative to it, sorted. */
export interface Written extends Changes {
  /** With an error among them, either nothing was written or the next run will complete it. */
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Writes the charts: only files that differ, each at once, each environment's lock last; deletes what oskc wrote and
 * no longer wants. Files of others are never touched.
 */
export function writeTree(tree: OutputTree, system: FileSystem = disk): Written {
  try {
    const unsafe = unsafePaths(tree, system)
    if (unsafe.length > 0) return nothing(unsafe)
    const claimed = claim(tree.output, system)
    if ('release' in claimed) return writeClaimed(tree, claimed, system)
    return nothing([alreadyRunning(`${tree.shown}/${writingFolder}/process`, claimed.holder)])
  } catch (error) {
    const problem = systemProblem(error, tree)
    // Where nothing may be written, that nothing has to be is fine.
    return nothing(checkTree(tree, system).fresh ? [] : [problem])
  }
}

function writeClaimed(tree: OutputTree, claimed: Claim, system: FileSystem): Written {
  try {
    const found = surveyOutput(tree, system)
    const refused = obstacles(found, tree)
    const changes =
      refused.length > 0 ? nothing(refused) : carryOut(tree.output, found, staging(claimed.folder, system))
    claimed.release()
    return {
      written: [...changes.written].sort(lexicographic),
      removed: [...changes.removed].sort(lexicographic),
      diagnostics: refused.length > 0 ? refused : warnings(found, tree),
    }
  } catch (error) {
    if (isSystemError(error)) giveUp(claimed, system)
    throw error
  }
}

/** Leaves nothing behind but the journal, as far as the disk still allows. */
function giveUp({ folder, release }: Claim, system: FileSystem): void {
  const attempt = (action: () => void) => {
    try {
      action()
    } catch (error) {
      if (!isSystemError(error)) throw error
    }
  }
  attempt(() => {
    for (const [name, kind] of system.list(folder))
      if (name !== 'journal' && name !== 'process')
        attempt(() => removeTree(`${folder}/${name}`, kind, system))
  })
  attempt(release)
}

function warnings({ environments, vanished }: OutputSurvey, { shown }: OutputTree): readonly Diagnostic[] {
  const edited = environments.flatMap(({ survey: { name, byHand, leftoverByHand } }) => [
    ...byHand.map((it) => editedByHand(`${shown}/${name}/${it}`, 'overwritten')),
    ...leftoverByHand.map((it) => editedByHand(`${shown}/${name}/${it}`, 'deleted')),
  ])
  const kept = vanished
    .filter((it) => !mayVanish(it))
    .map(({ name, foreign, leftoverByHand }) =>
      keptEnvironment(`${shown}/${name}`, `${shown}/${name}/${foreign[0] ?? leftoverByHand[0] ?? ''}`),
    )
  return [...edited, ...kept]
}

function nothing(diagnostics: readonly Diagnostic[]): Written {
  return { written: [], removed: [], diagnostics }
}
