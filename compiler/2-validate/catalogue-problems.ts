import { problem } from '../diagnostic.ts'
import type { Place, Scalar } from '../model/node.ts'

/**
 * Two components declare settings under the same top-level key.
 * It would be unclear whose default counts and whose templates may read it.
 * Rename the key in one of the two `defaults.yaml`.
 */
export const keyOwnedTwice = problem(
  'validate/key-owned-twice',
  (key: Scalar, other: string, otherKey: Place) => ({
    at: key,
    message: `The component "${other}" owns the settings under "${key.source}" already.`,
    related: [{ message: 'declared here', at: otherKey }],
  }),
)

/**
 * Two components define a service of the same name.
 * A role that names it could mean either.
 * Rename one, or give the component the name of the other to replace it whole.
 */
export const serviceDefinedTwice = problem(
  'validate/service-defined-twice',
  (at: Place, name: string, other: Place) => ({
    at,
    message: `The service "${name}" is defined twice.`,
    related: [{ message: 'the other definition', at: other }],
  }),
)

/**
 * A file of the built-in catalogue is missing.
 * The installation of oskc is incomplete.
 * Install oskc again.
 */
export const noCatalogueFile = problem('validate/no-catalogue-file', (at: Place, file: string) => ({
  at,
  message: `The file ${file} is missing from this installation of oskc.`,
}))

/**
 * A definition is written for a newer version of the definition language than this oskc knows.
 * It may use features that this oskc would misread.
 * Install a newer oskc, or lower `dsl_version` if nothing newer is used.
 */
export const newerLanguage = problem(
  'validate/newer-language',
  (at: Place, version: string, known: string) => ({
    at,
    message: `This definition is written in version ${version} of the definition language; this oskc knows ${known}.`,
  }),
)

/**
 * A definition is written for the original tool (version 0 of the language).
 * Its structure is templated text, which cannot be checked before it is evaluated.
 * Port it: the table in `templates/README.md` says what became of each field.
 */
export const originalLanguage = problem('validate/original-language', (at: Place, version: string) => ({
  at,
  message: `This definition is written in version ${version} of the language, that of the original tool.`,
  hint: 'See "Porting from the original tool" in templates/README.md.',
}))

/**
 * An application definition is empty.
 * A service without containers is nothing.
 * Write the definition, or delete the file.
 */
export const emptyDefinition = problem('validate/empty-definition', (at: Place) => ({
  at,
  message: 'This definition is empty.',
}))
