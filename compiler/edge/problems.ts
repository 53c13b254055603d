import { problem } from '../diagnostic.ts'
import type { Place } from '../model/node.ts'

/**
 * The project folder that was named does not exist.
 *
 * Without it there is nothing to read, and guessing another folder could compile the wrong project.
 *
 * Correct the path behind `-C`, or make the folder and put an environment into its `environments/`.
 */
export const missingFolder = problem('read/missing-project', (folder: string) => ({
  message: `There is no folder "${folder}".`,
  hint: 'Correct the path behind -C.',
}))

/**
 * A folder of components that `oskc.yaml` names does not exist.
 *
 * Its components would silently be missing, and built-in ones of the same names would take their places.
 *
 * Correct the path under `services:`, or remove it.
 */
export const missingServices = problem('read/missing-services', (at: Place, folder: string) => ({
  at,
  message: `There is no folder "${folder}".`,
  hint: 'Paths under "services" are relative to the project folder.',
}))

/**
 * A folder of components lies outside the project folder.
 *
 * What a project compiles to should depend on what is committed in it.
 *
 * Move the folder into the project, or pass `--allow-outside` if it is meant.
 */
export const outsideFolder = problem('read/outside-project', (at: Place, folder: string) => ({
  at,
  message: `The folder "${folder}" is outside the project folder.`,
  hint: 'Move it into the project, or pass --allow-outside.',
}))

/**
 * A folder among the input is a symbolic link.
 *
 * A link may lead anywhere, also back to where it stands, and to something else on every machine. It is not followed, so what is below it would be missing.
 *
 * Put the folder itself in its place, or name its real path.
 */
export const linkedFolder = problem('read/linked-folder', (at: Place) => ({
  at,
  message: 'This folder is a symbolic link; only real folders are read.',
  hint: 'Put the folder itself here, or name its real path.',
}))

/**
 * A folder among the input may not be read.
 *
 * What is in it would silently be missing from the result.
 *
 * Correct its permissions.
 */
export const deniedFolder = problem('read/denied-folder', (at: Place) => ({
  at,
  message: 'This folder may not be read.',
  hint: 'Check its permissions.',
}))
