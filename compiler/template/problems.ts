import { problem } from '../diagnostic.ts'
import { didYouMean } from '../lib/did-you-mean.ts'
import type { Place } from '../model/node.ts'

/**
 * A template cannot be read: a tag that is never closed, a block without its end, a stray brace.
 * Nothing can be compiled from it.
 * Mend the template at the place shown; a literal `{{` is written `\{{`.
 */
export const malformedTemplate = problem('template/malformed', (at: Place, trouble: string) => ({
  at,
  message: `This template cannot be read: ${trouble}.`,
}))

/**
 * A template uses a construct that is not part of oskc's template language.
 * What it reads could not be checked before rendering.
 * Use full paths, `if`, `unless`, `each … as |x|`, partials with named arguments, and the documented helpers.
 */
export const unsupportedConstruct = problem(
  'template/unsupported',
  (at: Place, construct: string, hint?: string) => ({
    at,
    message: `Templates may not use ${construct}.`,
    ...(hint ? { hint } : {}),
  }),
)

/**
 * A template calls a helper that does not exist.
 * It would put nothing, or something wrong, into a file.
 * Take one of the documented helpers (`templates/README.md`).
 */
export const unknownHelper = problem(
  'template/unknown-helper',
  (at: Place, name: string, known: readonly string[]) => ({
    at,
    message: `There is no helper called "${name}".`,
    ...didYouMean(name, known),
  }),
)

/**
 * A template includes a partial that does not exist.
 * The text would be missing from the file.
 * Partials are the files of `_partials/`; take one of them or add it.
 */
export const unknownPartial = problem(
  'template/unknown-partial',
  (at: Place, name: string, known: readonly string[]) => ({
    at,
    message: `There is no partial called "${name}".`,
    ...didYouMean(name, known),
  }),
)

/**
 * Partials include each other in a circle.
 * The text would never end.
 * Take one of the inclusions away.
 */
export const partialCycle = problem('template/partial-cycle', (at: Place, path: readonly string[]) => ({
  at,
  message: `These partials include each other: ${path.join(' → ')}.`,
}))

/**
 * A template reads something that it may not read or that does not exist.
 * A definition reads its component's settings, global settings, facts of its needs and of itself, nothing else, so that no hidden coupling grows.
 * Correct the path, or declare the setting in the component's `defaults.yaml`.
 */
export const unknownReference = problem(
  'template/unknown-reference',
  (at: Place, path: string, known: readonly string[], hint?: string) => ({
    at,
    message: `"${path}" is nothing that this template can read.`,
    ...(didYouMean(path, known).hint ? didYouMean(path, known) : hint ? { hint } : {}),
  }),
)

/**
 * A template prints something that has no text: an unset setting, a list or a mapping.
 * The file would say `[object Object]` or nothing at all.
 * Set the setting, ask for it with `if` first, or use `join`, `json` or `each`.
 */
export const noText = problem('template/no-text', (at: Place, what: string, found: string) => ({
  at,
  message: `${what} is ${found}, which has no text to put here.`,
  hint: 'Ask for it with {{#if}} first, or use the helpers join or json, or {{#each}}.',
}))

/**
 * A helper is called with arguments that it does not take.
 * It would put something wrong into a file.
 * Look the helper up in `templates/README.md`.
 */
export const badArguments = problem(
  'template/bad-arguments',
  (at: Place, helper: string, trouble: string) => ({
    at,
    message: `The helper "${helper}" ${trouble}.`,
  }),
)

/**
 * `each` goes over something that is no list.
 * Nothing sensible can be repeated.
 * Give a list, or `(entries map)` for the keys and values of a mapping in order of the keys.
 */
export const notAList = problem('template/not-a-list', (at: Place, what: string) => ({
  at,
  message: `${what} is not a list.`,
  hint: 'For a mapping, write {{#each (entries …) as |it|}} and read it.key and it.value.',
}))

/**
 * A text contains the sign that oskc reserves for facts known only when a pod starts.
 * It could be taken for a secret's placeholder and be filled with one.
 * Write the text in another way.
 */
export const reservedText = problem('template/reserved-text', (at: Place, sign: string) => ({
  at,
  message: `The text "${sign}" is reserved and may not appear here.`,
}))

/**
 * A template gives more than 1 MiB of text, or repeats its parts more than a million times for it.
 * No configuration file is that large: Kubernetes keeps no more in one object, and lists inside lists multiply.
 * Take a loop or a partial away, or shorten the list or the text that is repeated.
 */
export const tooLarge = problem('template/too-large', (at: Place) => ({
  at,
  message: 'Here the template has become larger than 1 MiB, or repeats its parts more than a million times.',
}))
