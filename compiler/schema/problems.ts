import { problem } from '../diagnostic.ts'
import { didYouMean } from '../lib/did-you-mean.ts'
import { shortened } from '../lib/shortened.ts'
import type { Place, Scalar } from '../model/node.ts'

/**
 * A key is written where the format knows no such key.
 * A misspelt key would otherwise be ignored, and the cloud would run without what it was meant to say.
 * Take one of the known keys; the hint names the nearest.
 */
export const unknownKey = problem(
  'validate/unknown-key',
  (key: Scalar, within: string, known: readonly string[]) => ({
    at: key,
    message: `"${shortened(key.source)}" is not a key of ${within}.`,
    ...(didYouMean(key.source, known).hint
      ? didYouMean(key.source, known)
      : {
          hint:
            known.length > 0 && known.length <= 12
              ? `Known here: ${known.join(', ')}.`
              : 'See `oskc schema`.',
        }),
  }),
)

/**
 * A mapping lacks a key that it must have.
 * Nothing sensible can be compiled without it, and no default would be right.
 * Add the key.
 */
export const missingKey = problem('validate/missing-key', (at: Place, key: string, within: string) => ({
  at,
  message: `${within} needs the key "${key}".`,
}))

/**
 * A value is of another type than the format asks for: a list where a text belongs, a text where a number belongs.
 * Guessing would compile something other than what was meant.
 * Write a value of the type that the message names; quote texts that look like numbers or booleans.
 */
export const wrongType = problem('validate/wrong-type', (at: Place, found: string, expected: string) => ({
  at,
  message: `This is ${found}, but ${expected} belongs here.`,
}))

/**
 * A value is none of the few that are allowed here.
 * An unknown word would be ignored or misread later.
 * Take one of the words that the hint lists.
 */
export const notAllowed = problem(
  'validate/not-allowed',
  (at: Place, found: string, allowed: readonly string[]) => ({
    at,
    message: `"${shortened(found)}" is not one of the values that are allowed here.`,
    hint: didYouMean(found, allowed).hint ?? `Allowed: ${allowed.join(', ')}.`,
  }),
)

/**
 * A number, a length or a count is outside its bounds.
 * Kubernetes or the program would refuse it later, in the middle of an installation.
 * Choose a value within the bounds that the message names.
 */
export const outOfRange = problem('validate/out-of-range', (at: Place, what: string, bound: string) => ({
  at,
  message: `${what} must be ${bound}.`,
}))

/**
 * A text or a key is not of the form that is needed here: a name, a path, a version.
 * Kubernetes or the program would refuse it later, in the middle of an installation.
 * Write it in the form that the message names.
 */
export const badForm = problem('validate/bad-form', (at: Place, text: string, form: string) => ({
  at,
  message: `"${shortened(text)}" is not ${form}.`,
}))
