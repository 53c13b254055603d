import { problem } from '../diagnostic.ts'
import { didYouMean } from '../lib/did-you-mean.ts'
import type { Place, Scalar } from '../model/node.ts'

/**
 * A document tagged `!include` is not a list of file names.
 * What was meant to be included would be missing.
 * Write a list of paths, relative to the file that includes them.
 */
export const badInclude = problem('validate/bad-include', (at: Place) => ({
  at,
  message: 'An !include is a list of file names.',
}))

/**
 * A file that is included does not exist.
 * The settings in it would be missing.
 * Correct the path; it is relative to the file that includes it.
 */
export const missingInclude = problem(
  'validate/missing-include',
  (name: Scalar, known: readonly string[]) => {
    const folder = name.file.split('/').slice(0, -1).join('/')
    const near = known.flatMap((it) =>
      it.startsWith(folder ? `${folder}/` : '') ? [it.slice(folder ? folder.length + 1 : 0)] : [],
    )
    return {
      at: name,
      message: `There is no file "${name.source}" to include.`,
      ...didYouMean(name.source, near),
    }
  },
)

/**
 * No environment file was found.
 * There is nothing to compile.
 * Put one into `environments/`, say in `oskc.yaml` where they are, or name one with `--environment`.
 */
export const noEnvironment = problem('validate/no-environment', () => ({
  message: 'There is no environment to compile.',
  hint: 'Put one into environments/, or name one with --environment FILE.',
}))

/**
 * An environment file that was asked for does not exist.
 * There is nothing to compile.
 * Correct the path.
 */
export const missingEnvironment = problem('validate/missing-environment', (file: string) => ({
  message: `There is no environment file ${file}.`,
}))
