import { problem } from '../diagnostic.ts'
import type { Node, Place, Scalar } from '../model/node.ts'

/**
 * One layer gives a mapping where another gives a list or a single value.
 * One of them would silently replace everything that the other says.
 * Write both in the same form.
 */
export const mergeClash = problem('resolve/merge-clash', (lower: Node, higher: Node) => ({
  at: higher,
  message: `${capital(form(higher))} cannot be laid over ${form(lower)}.`,
  related: [{ message: `${form(lower)} is given here`, at: lower }],
}))

/**
 * Environment files include each other in a circle.
 * The merge would never end.
 * Take one of the inclusions away.
 */
export const includeCycle = problem('resolve/include-cycle', (at: Scalar, files: readonly string[]) => ({
  at,
  message: `These files include each other: ${files.join(' → ')}.`,
}))

/**
 * An environment is made of more inclusions than oskc follows.
 * Files that include others several times, which in turn include others several times, multiply; merging them would take too long.
 * Include each file once, at the place where it is to be merged.
 */
export const tooManyIncludes = problem('resolve/too-many-includes', (at: Scalar, most: number) => ({
  at,
  message: `This environment follows more than ${most} inclusions.`,
  hint: 'Include each file once.',
}))

/**
 * Two environments have the same name, and so the same namespace.
 * Each would overwrite the other's objects.
 * Give one of them another `kubernetes.namespace`.
 */
export const sameName = problem('resolve/same-name', (at: Place, name: string, other: Place) => ({
  at,
  message: `There are two environments called "${name}".`,
  related: [{ message: 'the other one', at: other }],
}))

/**
 * The name of an environment is no DNS label, so it can be no namespace.
 * Kubernetes would refuse it.
 * Set `kubernetes.namespace`, or rename the file.
 */
export const badName = problem('resolve/bad-name', (at: Place, name: string) => ({
  at,
  message: `"${name}" cannot name an environment: a namespace is made of lower-case letters, digits and "-", at most 63.`,
  hint: 'Set kubernetes.namespace.',
}))

/**
 * A file that was given alone does not say what its environment is called.
 * It is called "ccp", as by the original tool; two such files would share a namespace.
 * Set `kubernetes.namespace`.
 */
export const unnamed = problem(
  'resolve/unnamed',
  (at: Place) => ({
    at,
    message: 'This environment does not say its name; it is called "ccp".',
    hint: 'Set kubernetes.namespace.',
  }),
  'warning',
)

function form(node: Node): string {
  if (node.kind === 'mapping') return 'a mapping'
  return node.kind === 'sequence' ? 'a list' : 'a single value'
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
