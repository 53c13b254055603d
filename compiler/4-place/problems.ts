import { problem } from '../diagnostic.ts'
import { didYouMean } from '../lib/did-you-mean.ts'
import { listed } from '../lib/listed.ts'
import type { Retired } from '../model/catalogue.ts'
import type { Place, Scalar } from '../model/node.ts'

/**
 * A node pattern assigns a role that nobody defines.
 * The nodes would run nothing of it, silently.
 * Correct the name, or define the role under `roles`.
 */
export const unknownRole = problem('place/unknown-role', (role: Scalar, known: readonly string[]) => ({
  at: role,
  message: `There is no role called "${role.source}".`,
  ...didYouMean(role.source, known),
}))

/**
 * A role, or an entry of `services` or `replicas`, names a service that no component defines.
 * It would run nowhere, silently.
 * Correct the name, or add a component that defines it to a folder of `services`.
 */
export const unknownService = problem(
  'place/unknown-service',
  (service: Scalar, known: readonly string[]) => ({
    at: service,
    message: `There is no service called "${service.source}".`,
    ...didYouMean(service.source, known),
  }),
)

/**
 * A role names a service that OpenStack no longer has.
 * It is left out; what replaces it is named.
 * Take the name out of the role.
 */
export const retiredService = problem(
  'place/retired-service',
  (service: Scalar, { since, instead }: Retired) => ({
    at: service,
    message: `The service "${service.source}" is gone since ${since}; it is left out.`,
    hint: instead,
  }),
  'warning',
)

/**
 * A role is defined and no node has it.
 * Its services run nowhere because of it.
 * Assign it to a node pattern, or delete it.
 */
export const unusedRole = problem(
  'place/unused-role',
  (role: Scalar) => ({ at: role, message: `No node has the role "${role.source}".` }),
  'warning',
)

/**
 * A node pattern matches no node of the inventory.
 * Its services would be deployed nowhere.
 * Correct the pattern, bring the inventory up to date, or pass `--allow-unmatched` if the nodes come later.
 */
export const unmatchedPattern = problem('place/unmatched-pattern', (pattern: Scalar, inventory: string) => ({
  at: pattern,
  message: `The pattern "${pattern.source}" matches no node of ${inventory}.`,
  hint: 'Correct it, or bring the inventory up to date; --allow-unmatched makes this a warning.',
}))

/**
 * A node pattern matches no node of the inventory, which was allowed.
 * Its services run nowhere until the nodes join and the charts are compiled again.
 * Bring the inventory up to date when they have joined.
 */
export const unmatchedPatternAllowed = problem(
  'place/unmatched-pattern-allowed',
  (pattern: Scalar, inventory: string) => ({
    at: pattern,
    message: `The pattern "${pattern.source}" matches no node of ${inventory} yet.`,
  }),
  'warning',
)

/**
 * A node pattern stops before the end of the names that it matches.
 * Patterns match from the start of a name, not to its end: `node1` takes `node10` as well.
 * Write `node1$` to mean only the whole name.
 */
export const prefixMatch = problem(
  'place/prefix-match',
  (pattern: Scalar, extra: readonly string[]) => ({
    at: pattern,
    message: `The pattern "${pattern.source}" also takes ${listed(extra)}, whose ${extra.length === 1 ? 'name goes' : 'names go'} on after it.`,
    hint: `Write "${pattern.source}$" to take whole names only.`,
  }),
  'warning',
)

/**
 * A service is to have more replicas than it has nodes.
 * Some of its pods could run nowhere, or two on one node.
 * Lower the number, or give its role to more nodes.
 */
export const tooManyReplicas = problem(
  'place/too-many-replicas',
  (count: Scalar, service: string, nodes: number, at: Place) => ({
    at: count,
    message: `"${service}" is to have ${count.source} replicas, but runs on ${nodes} ${nodes === 1 ? 'node' : 'nodes'}.`,
    hint: 'Lower the number, or give its role to more nodes.',
    related: [{ message: 'a role names it here', at }],
  }),
)

/**
 * Replicas are set for a service that runs once on each of its nodes.
 * The number would mean nothing.
 * Delete the line; the nodes decide.
 */
export const replicasOfDaemonSet = problem('place/replicas-of-daemon-set', (service: Scalar) => ({
  at: service,
  message: `"${service.source}" runs once on each of its nodes; its replicas cannot be set.`,
}))

/**
 * Replicas are set for a service that no role places.
 * The line has no effect, and probably a role is missing.
 * Add the service to a role, or delete the line.
 */
export const replicasOfNothing = problem(
  'place/replicas-of-nothing',
  (service: Scalar, known: readonly string[]) => ({
    at: service,
    message: `Replicas are set for "${service.source}", which runs nowhere.`,
    ...didYouMean(service.source, known),
  }),
)

/**
 * A service is placed whose name, that of its definition's file, cannot name a Kubernetes Service.
 * Kubernetes would refuse it.
 * Rename the file, or place an instance of it under another name: lower-case letters, digits and "-", beginning with a letter, at most 50 characters.
 */
export const badInstanceName = problem('place/bad-instance-name', (name: Scalar) => ({
  at: name,
  message: `"${name.source}" cannot name a Kubernetes Service: that is lower-case letters, digits and "-", beginning with a letter, at most 50.`,
  hint: `Place it under another name: services: {NAME: {service_def: ${name.source}}}.`,
}))
