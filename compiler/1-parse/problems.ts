import { problem } from '../diagnostic.ts'
import type { Place } from '../model/node.ts'

/**
 * A file is not text in UTF-8.
 *
 * Every input file is read as UTF-8; a byte that does not fit could stand for any character, so nothing of the file is used.
 *
 * Save the file as UTF-8, or exclude it if it is not meant as input.
 */
export const invalidUtf8 = problem('parse/invalid-utf8', (at: Place, offset: number | undefined) => ({
  at,
  message: `This file is not UTF-8 text${offset === undefined ? '' : `: byte ${offset} fits no character`}.`,
  hint: 'Save it as UTF-8.',
}))

/**
 * A file holds a NUL byte.
 *
 * No text has one: the file is binary, damaged, or saved as UTF-16.
 *
 * Save the file as UTF-8, or exclude it if it is not meant as input.
 */
export const nulByte = problem('parse/nul-byte', (at: Place) => ({
  at,
  message: 'This file holds a NUL byte, which no text does.',
  hint: 'Save it as UTF-8; a file in UTF-16 looks like this.',
}))

/**
 * A file holds a character that does not print or that only some programs take for a line break.
 *
 * Such characters come from copying and cannot be seen in review, and programs that read YAML differ in what they make of them.
 *
 * Delete the character, or write it as an escape such as `"\u2028"` in double quotes.
 */
export const controlCharacter = problem('parse/control-character', (at: Place, escape: string) => ({
  at,
  message: `This file holds the invisible character ${escape}.`,
  hint: `Delete it, or write it as ${escape} in double quotes.`,
}))

/**
 * A file is larger than any of its kind should be.
 *
 * The limits (1 MiB for YAML, 64 MiB for a node list in JSON) keep a damaged or hostile file from exhausting memory.
 *
 * Split the file and bring the parts together with `!include` or in the `.d/` folder; write an inventory with `oskc inventory`.
 */
export const tooLarge = problem('parse/too-large', (at: Place, limit: number, size: number | undefined) => ({
  at,
  message: `This file is larger than ${mebibytes(limit)}${size === undefined ? '' : ` (${size} bytes)`}.`,
  hint: 'Split it; "!include" and the ".d" folder bring the parts together.',
}))

/**
 * An input file is a symbolic link.
 *
 * A link may point anywhere, also outside the project, and to something else on every machine; the same project would compile differently.
 *
 * Put the file itself in its place, or include it by its real path.
 */
export const symbolicLink = problem('parse/symbolic-link', (at: Place) => ({
  at,
  message: 'This is a symbolic link; only real files are read.',
  hint: 'Put the file itself here, or name it by its real path.',
}))

/**
 * A file is there but cannot be read.
 *
 * It is a folder or a device, or its permissions forbid reading it.
 *
 * Correct the path or the permissions.
 */
export const unreadable = problem('parse/unreadable', (at: Place, reason: 'not-a-file' | 'denied') => ({
  at,
  message: reason === 'denied' ? 'This file may not be read.' : 'This is not a file.',
  hint: reason === 'denied' ? 'Check its permissions.' : 'Check the path.',
}))

/**
 * A file lies outside the project folder.
 *
 * What a project compiles to should depend on what is committed in it, and a file name in a foreign project should not read your other files.
 *
 * Move the file into the project, or pass `--allow-outside` if it is meant.
 */
export const outsideProject = problem('parse/outside-project', (at: Place) => ({
  at,
  message: 'This file is outside the project folder.',
  hint: 'Move it into the project, or pass --allow-outside.',
}))

/**
 * Lists and mappings are nested too deeply.
 *
 * No environment needs more than 64 levels; deeper nesting is a mistake of a generator or an attack.
 *
 * Flatten the structure, or look for what wrote it.
 */
export const tooDeep = problem('parse/too-deep', (at: Place, limit: number) => ({
  at,
  message: `Lists and mappings are nested more than ${limit} levels deep here.`,
}))

/**
 * A file holds too many values.
 *
 * A file may hold 200,000 keys and values, those that aliases repeat included; a few lines of aliases of aliases could otherwise stand for billions.
 *
 * Split the file, or write out what the aliases repeat.
 */
export const tooManyNodes = problem('parse/too-many-nodes', (at: Place, limit: number) => ({
  at,
  message: `This file holds more than ${limit} keys and values, counting what aliases repeat.`,
}))

function mebibytes(bytes: number): string {
  return `${bytes / 1024 / 1024} MiB`
}
