import { problem } from '../diagnostic.ts'
import { didYouMean } from '../lib/did-you-mean.ts'
import type { Retired } from '../model/catalogue.ts'
import type { Place, Scalar } from '../model/node.ts'

/**
 * A setting is given that no component declares.
 * It would have no effect, and the cloud would run with the default instead.
 * Correct the name; `oskc services NAME` lists the settings of a component.
 */
export const unknownSetting = problem(
  'settle/unknown-setting',
  (key: Scalar, path: string, known: readonly string[]) => ({
    at: key,
    message: `There is no setting "${path}".`,
    ...(didYouMean(key.source, known).hint
      ? didYouMean(key.source, known)
      : {
          hint: 'Options of configuration files are set by configs.<component>.conf.<file>.<section>.<option>.',
        }),
  }),
)

/**
 * A setting has a value of another type than its default, or outside what its component allows.
 * A template would print something that the program cannot read.
 * Write a value of the type that the message names.
 */
export const badSetting = problem('settle/bad-setting', (at: Place, path: string, expected: string) => ({
  at,
  message: `The setting "${path}" must be ${expected}.`,
}))

/**
 * A setting means nothing any more.
 * Old files carry it; it is left out.
 * Delete the line; the hint says what replaces it.
 */
export const retiredSetting = problem(
  'settle/retired-setting',
  (key: Scalar, path: string, { since, instead }: Retired) => ({
    at: key,
    message: `The setting "${path}" means nothing any more since ${since}; it is left out.`,
    hint: instead,
  }),
  'warning',
)

/**
 * An environment file has sections that only the original tool used.
 * They have no effect here: images are not built, and charts are installed with helm.
 * Delete them when the original tool is gone.
 */
export const withoutEffect = problem(
  'settle/without-effect',
  (at: Place, names: readonly string[], related: readonly Place[]) => ({
    at,
    message: `These keys of the original tool have no effect here: ${names.join(', ')}.`,
    hint: 'oskc builds no images and talks to no cluster; helm installs what it compiles.',
    related: related.map((it) => ({ message: 'another one', at: it })),
  }),
  'warning',
)

/**
 * Secret values stand in an environment file.
 * They end up in version control, readable by all who can read the file; charts never hold them.
 * Keep them in an external store, or in the file that `oskc secrets generate` writes.
 */
export const secretsInFile = problem(
  'settle/secrets-in-file',
  (at: Place) => ({
    at,
    message: 'Secret values stand in an environment file.',
    hint: 'Keep them in an external store; `oskc secrets generate` takes them over into a file of its own.',
    masked: true,
  }),
  'warning',
)

/**
 * An environment changes an image that no definition uses under this name.
 * The change would have no effect.
 * Correct the name; `oskc images` lists those in use.
 */
export const unknownImage = problem('settle/unknown-image', (key: Scalar, known: readonly string[]) => ({
  at: key,
  message: `There is no image called "${key.source}" in the image profile.`,
  ...didYouMean(key.source, known),
}))

/**
 * The image profile does not exist.
 * No image could be named.
 * Correct `images` in `oskc.yaml`.
 */
export const unknownProfile = problem('settle/unknown-profile', (name: Scalar, known: readonly string[]) => ({
  at: name,
  message: `There is no image profile called "${name.source}".`,
  ...didYouMean(name.source, known),
}))

/**
 * `files` replaces a template that no component has.
 * The replacement would have no effect.
 * Correct the name; it is that of a file in `files/` of a component.
 */
export const unknownTemplateFile = problem(
  'settle/unknown-template-file',
  (key: Scalar, known: readonly string[]) => ({
    at: key,
    message: `There is no template file called "${key.source}" to replace.`,
    ...didYouMean(key.source, known),
  }),
)

/**
 * A file that is to replace a template does not exist.
 * The service would be compiled from the wrong text.
 * Correct the path; it is relative to the file that names it.
 */
export const missingReplacement = problem('settle/missing-replacement', (path: Scalar) => ({
  at: path,
  message: `There is no file "${path.source}".`,
}))

/**
 * A component is placed that does not support the environment's OpenStack release.
 * Its commands and options were written for others.
 * Choose another release, or leave the component out.
 */
export const unsupportedRelease = problem(
  'settle/unsupported-release',
  (at: Place, component: string, release: string, supported: readonly string[]) => ({
    at,
    message: `"${component}" does not support OpenStack ${release}; it supports ${supported.join(', ')}.`,
  }),
)

/**
 * The options of a file are set that no service of the component has.
 * They would have no effect.
 * Correct the name; it is a key of `files` in the component's definitions.
 */
export const unknownOptionFile = problem(
  'settle/unknown-option-file',
  (key: Scalar, component: string, known: readonly string[]) => ({
    at: key,
    message: `"${component}" has no configuration file called "${key.source}" whose options can be set.`,
    ...(didYouMean(key.source, known).hint
      ? didYouMean(key.source, known)
      : known.length
        ? { hint: `It has ${known.join(', ')}.` }
        : {}),
  }),
)

/**
 * The value of an option is of a form that no option has.
 * The file could not be written.
 * Give a single value, a list of single values, null to remove the option, or `{secret: NAME, key: KEY}`.
 */
export const badOption = problem('settle/bad-option', (at: Place) => ({
  at,
  message: 'An option is a single value, a list of them, null, or {secret: NAME, key: KEY}.',
}))

/**
 * A setting asks for something that oskc does not do yet.
 * Compiling something less secure or less complete without a word would be worse.
 * Take the setting back.
 */
export const notYet = problem('settle/not-yet', (at: Place, what: string) => ({
  at,
  message: `${what} is not supported yet.`,
}))

/**
 * A setting that holds for a whole environment is given for one instance, or for single nodes.
 * There it could have no effect: how an environment is published and where its data lie is decided once.
 * Set it under `configs` of the environment.
 */
export const environmentWide = problem('settle/environment-wide', (key: Scalar, path: string) => ({
  at: key,
  message: `The setting "${path}" holds for the whole environment.`,
  hint: 'Set it under `configs` of the environment; it cannot differ between instances or nodes.',
}))
