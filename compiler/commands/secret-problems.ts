import { problem } from '../diagnostic.ts'
import { didYouMean } from '../lib/did-you-mean.ts'
import type { Place } from '../model/node.ts'

/**
 * The file for the secrets would lie where it must not.
 *
 * Charts are committed and handed on, and whatever oskc reads may be shown in messages: no secret may be there.
 *
 * Name a file elsewhere with `--output`; by default it is `secrets/<environment>.yaml`.
 */
export const badPlace = problem('secrets/bad-place', (file: string, why: string) => ({
  message: `The secrets cannot be written to ${file}: ${why}.`,
  hint: 'Name another file with --output, e.g. --output secrets/prod.yaml.',
}))

/**
 * The file for the secrets holds something that oskc did not write there.
 *
 * It would be lost, or values would go into the wrong namespace.
 *
 * Name another file with `--output`, move away what does not belong there, or decrypt the file first.
 */
export const notOurs = problem('secrets/not-ours', (at: Place, why: string) => ({
  at,
  message: `The file of secrets cannot be used: ${why}.`,
  hint: 'Name another file with --output, or take out what does not belong there.',
  masked: true,
}))

/**
 * `secret_configs` has a value for a secret that nobody declares.
 *
 * It would be used nowhere, and probably another secret is meant.
 *
 * Correct the name: first that of a component, of an instance or of your own secret, below it that of the key.
 */
export const unknownValue = problem(
  'secrets/unknown-value',
  (at: Place, owner: string, key: string | undefined, known: readonly string[]) => ({
    at,
    message:
      key === undefined
        ? `Nothing called "${owner}" has secrets in this environment.`
        : `"${owner}" has no secret called "${key}".`,
    ...didYouMean(key ?? owner, known),
    masked: true,
  }),
)

/**
 * `secret_configs` has something for a secret that cannot be its value.
 *
 * A secret is one text; a folder of keys is a list of texts.
 *
 * Write a text, in quotes if it could be read as something else.
 */
export const badSecretValue = problem('secrets/bad-value', (at: Place, folder: boolean) => ({
  at,
  message: folder ? 'A folder of keys is given as a list of texts.' : 'A secret is given as one text.',
  masked: true,
}))

/**
 * A secret was to be rotated whose value stands in `secret_configs`.
 *
 * A new value would be replaced by that one again at once.
 *
 * Change the value there and run the command without `--rotate`: a changed value counts as rotated.
 */
export const valueFromSettings = problem('secrets/value-from-settings', (at: Place, id: string) => ({
  at,
  message: `The value of ${id} is given here; change it here to rotate it.`,
  masked: true,
}))

/**
 * A secret has no value yet that only you can give.
 *
 * Pods that read it do not start until the Secret has this key.
 *
 * Put the value into the file, or into the Secret by whatever means you use. The file keeps it from then on.
 */
export const missingValue = problem(
  'secrets/missing-value',
  (id: string, owner: string, description: string | undefined) => ({
    message: `${id}, for ${owner}, has no value yet${description === undefined ? '' : `: ${description}`}.`,
    hint: 'Only you know it: put it into the file, or into the Secret.',
  }),
  'warning',
)

/**
 * The file has values that nothing in the environment reads.
 *
 * Values that nobody needs are a risk without a use. They are kept, since only you know whether they are needed elsewhere.
 *
 * Delete them from the file and from the cluster, if they are not.
 */
export const unusedValues = problem(
  'secrets/unused-values',
  (file: string, ids: readonly string[]) => ({
    message: `Nothing reads these values of ${file}: ${ids.join(', ')}.`,
    hint: 'Delete them there and in the cluster if nobody needs them.',
  }),
  'warning',
)

/**
 * The operating system does not let the file be written.
 *
 * Nothing was changed: the file is put into place at once, or not at all.
 *
 * Check the permissions and the space on the disk.
 */
export const notWritten = problem('secrets/not-written', (file: string, code: string) => ({
  message: `The file ${file} could not be written: the operating system says ${code}.`,
  hint: 'Check the permissions and the space on the disk.',
}))
