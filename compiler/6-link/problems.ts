import { problem } from '../diagnostic.ts'
import { didYouMean } from '../lib/did-you-mean.ts'
import { listed } from '../lib/listed.ts'
import type { Place, Scalar } from '../model/node.ts'
import type { Unreadable } from '../model/source.ts'

/**
 * A service needs something that no placed service provides.
 * It could not start.
 * Place a service that provides it, or name one under `services.<name>.mapping`.
 */
export const unmetNeed = problem(
  'link/unmet-need',
  (at: Place, service: string, kind: string, candidates: readonly string[], kinds: readonly string[]) => ({
    at,
    message: `"${service}" needs "${kind}", which no service of this environment provides.`,
    hint:
      candidates.length > 0
        ? `Place one of: ${candidates.join(', ')}.`
        : (didYouMean(kind, kinds).hint ?? 'No service of the catalogue provides it.'),
  }),
)

/**
 * A service needs something that several placed services provide.
 * Choosing one for you could choose the wrong one.
 * Name an instance after the need under `services`, or map the need under `services.<name>.mapping`.
 */
export const ambiguousNeed = problem(
  'link/ambiguous-need',
  (
    at: Place,
    service: string,
    name: string,
    kind: string,
    candidates: readonly { name: string; at: Place }[],
  ) => ({
    at,
    message: `"${service}" needs "${kind}", which ${candidates.map((it) => `"${it.name}"`).join(' and ')} provide.`,
    related: candidates.map((it) => ({ message: `"${it.name}" is placed here`, at: it.at })),
    hint: `Write services: {${service}: {mapping: {${name}: ${candidates[0]?.name ?? '…'}}}}.`,
  }),
)

/**
 * A need is mapped to something that does not provide it, or that is not there.
 * The service would talk to the wrong program, or to none.
 * Map it to an instance that provides it.
 */
export const badMapping = problem(
  'link/bad-mapping',
  (value: Scalar, kind: string, candidates: readonly string[]) => ({
    at: value,
    message: `"${value.source}" is no placed service that provides "${kind}".`,
    ...(didYouMean(value.source, candidates).hint
      ? didYouMean(value.source, candidates)
      : candidates.length
        ? { hint: `It is provided by ${candidates.join(', ')}.` }
        : {}),
  }),
)

/**
 * The instance named after a need does not provide it.
 * The service would talk to the wrong program.
 * Give the instance another definition, or another name.
 */
export const instanceDoesNotProvide = problem(
  'link/instance-does-not-provide',
  (at: Place, name: string, definition: string, kind: string, candidates: readonly string[]) => ({
    at,
    message: `The instance "${name}" is a "${definition}", which does not provide "${kind}".`,
    ...(candidates.length ? { hint: `Definitions that provide it: ${candidates.join(', ')}.` } : {}),
  }),
)

/**
 * A mapping names a need that the service does not have.
 * It would have no effect.
 * Correct the name of the need.
 */
export const unknownMappedNeed = problem(
  'link/unknown-mapped-need',
  (key: Scalar, service: string, known: readonly string[]) => ({
    at: key,
    message: `"${service}" has no need called "${key.source}".`,
    ...(didYouMean(key.source, known).hint
      ? didYouMean(key.source, known)
      : known.length
        ? { hint: `It needs ${known.join(', ')}.` }
        : {}),
  }),
)

/**
 * The jobs of a need (creating a database, a user) belong to no placed service of the component, or to two.
 * They would never run, or run twice and disagree.
 * Place the service that says `owns`, or let just one of them say so.
 */
export const needOwner = problem(
  'link/need-owner',
  (
    at: Place,
    component: string,
    kind: string,
    owners: readonly { name: string; at: Place }[],
    possible: readonly string[],
  ) => ({
    at,
    message:
      owners.length === 0
        ? `No placed service of "${component}" carries the jobs of its need "${kind}".`
        : `The jobs of the need "${kind}" of "${component}" are carried by ${owners.map((it) => `"${it.name}"`).join(' and ')}.`,
    related: owners.map((it) => ({ message: `"${it.name}" owns it`, at: it.at })),
    ...(owners.length > 0
      ? {}
      : {
          hint:
            possible.length > 0
              ? `Place ${possible.map((it) => `"${it}"`).join(' or ')}, which owns it.`
              : `Write owns: [${kind}] in one of its definitions.`,
        }),
  }),
)

/**
 * Two services make a database, a user or a queue of the same name at the same provider.
 * Each would overwrite the other's password or data.
 * Change the name in one of the definitions or settings.
 */
export const nameTaken = problem(
  'link/name-taken',
  (at: Place, what: string, name: string, provider: string, other: string, otherAt: Place) => ({
    at,
    message: `The ${what} "${name}" on "${provider}" belongs to "${other}" already.`,
    related: [{ message: `claimed here by "${other}"`, at: otherAt }],
  }),
)

/**
 * Services or jobs wait for each other in a circle.
 * None of them would ever start.
 * Take one of the dependencies away.
 */
export const dependencyCycle = problem(
  'link/dependency-cycle',
  (at: Place, path: readonly string[], edges: readonly { message: string; at: Place }[]) => ({
    at,
    message: `These wait for each other: ${path.join(' → ')}.`,
    related: edges,
  }),
)

/**
 * A dependency names nothing that is there: no job, need, service or container.
 * A pod would wait for ever, or not at all.
 * Correct the name.
 */
export const unknownDependency = problem(
  'link/unknown-dependency',
  (name: Scalar, known: readonly string[]) => ({
    at: name,
    message: `There is nothing called "${name.source}" to wait for.`,
    ...didYouMean(name.source.replace(/:local$/, ''), known),
  }),
)

/**
 * A service waits for another on its own node that does not run on all of its nodes.
 * Its pods on the other nodes would wait for ever.
 * Place both on the same nodes.
 */
export const notOnSameNodes = problem(
  'link/not-on-same-nodes',
  (at: Place, service: string, other: string, missing: readonly string[], otherAt: Place) => ({
    at,
    message: `"${service}" needs "${other}" on its own node, but on ${listed(missing)} it does not run.`,
    related: [{ message: `"${other}" is placed here`, at: otherAt }],
  }),
)

/**
 * An address is asked for of a service or need that is not there.
 * The file would hold a name that nothing answers to.
 * Correct the name, or place the service.
 */
export const unknownAddress = problem(
  'link/unknown-address',
  (at: Place, name: string, known: readonly string[]) => ({
    at,
    message: `There is no placed service and no need called "${name}" to give the address of.`,
    ...didYouMean(name, known),
  }),
)

/**
 * An address, a need or a probe names a port that the service does not have.
 * Nothing would answer there.
 * Take one of the ports that the service declares.
 */
export const unknownPort = problem(
  'link/unknown-port',
  (at: Place, service: string, port: string, known: readonly string[]) => ({
    at,
    message: `"${service}" has no port called "${port}".`,
    ...(didYouMean(port, known).hint
      ? didYouMean(port, known)
      : known.length
        ? { hint: `It has ${known.join(', ')}.` }
        : {}),
  }),
)

/**
 * A configuration file, a template or a partial of the catalogue is there but cannot be read as text.
 * What it says would be missing from the pods.
 * Save it as UTF-8 text, as a real file that oskc may read.
 */
export const unreadableText = problem('link/unreadable-text', (at: Place, why: Unreadable['unreadable']) => ({
  at,
  message: `This file cannot be read as text: it ${troubles[why]}.`,
}))

const troubles: Readonly<Record<Unreadable['unreadable'], string>> = {
  'invalid-utf8': 'is not UTF-8',
  'nul-byte': 'holds a NUL byte',
  'too-large': 'is too large',
  'symbolic-link': 'is a symbolic link',
  'not-a-file': 'is no ordinary file',
  denied: 'may not be opened',
  outside: 'lies outside the project folder',
}
