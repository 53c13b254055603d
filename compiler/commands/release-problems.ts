import { releaseLimit, releaseSize } from '../edge/release-size.ts'
import type { OutputEnvironment } from '../edge/output-tree.ts'
import type { Diagnostic } from '../diagnostic.ts'
import { largeRelease, tooLargeRelease } from './compile-problems.ts'

const warnFrom = 0.6

/** Warnings of environments that come near what Helm can install at once, or pass it. */
export function releaseProblems(environments: readonly OutputEnvironment[]): readonly Diagnostic[] {
  return environments.flatMap(({ name, files }) => {
    const share = sizeOf(files, name) / releaseLimit
    if (share < warnFrom) return []
    const percent = Math.ceil(share * 100)
    return [share > 1 ? tooLargeRelease(name, percent) : largeRelease(name, percent)]
  })
}

/** Whether an environment can be installed as one release. */
export function fitsOneRelease(files: OutputEnvironment['files'], name: string): boolean {
  return sizeOf(files, name) <= releaseLimit
}

const known = new WeakMap<OutputEnvironment['files'], number>()

function sizeOf(files: OutputEnvironment['files'], name: string): number {
  const size = known.get(files) ?? measure(files, name)
  known.set(files, size)
  return size
}

/** What is small enough as it lies there is not compressed to be measured: a release takes less than four times as much. */
function measure(files: OutputEnvironment['files'], name: string): number {
  let characters = 0
  for (const text of files.values()) characters += text.length
  if (characters * 4 < releaseLimit * warnFrom) return 0
  const tree = new Map(Array.from(files, ([path, text]) => [`${name}/${path}`, text]))
  // Helm's own compression is slow: what is well below the limit by any is not measured by it.
  return releaseSize(tree, name, releaseLimit * warnFrom * 0.95)
}
