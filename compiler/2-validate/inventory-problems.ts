import { problem } from '../diagnostic.ts'
import type { Place } from '../model/node.ts'

/**
 * There is no inventory, so no node pattern can be matched.
 * Nothing can be placed on nodes that nobody knows.
 * Write one with `kubectl get nodes -o json | oskc inventory -`, or list the names of the nodes in `nodes.yaml`.
 */
export const noInventory = problem('validate/no-inventory', (at: Place, file: string) => ({
  at,
  message: `There is no inventory ${file}, so no pattern can be matched.`,
  hint: 'kubectl get nodes -o json | oskc inventory - > nodes.yaml',
}))

/**
 * The inventory is not a list of nodes.
 * It may be a list of names, a list of mappings with `name`, or the full output of `kubectl get nodes -o json` or `-o yaml`.
 * Write it again with `oskc inventory`.
 */
export const badInventory = problem('validate/bad-inventory', (at: Place, trouble: string) => ({
  at,
  message: `This is not an inventory: ${trouble}.`,
  hint: 'A list of names, or the output of `kubectl get nodes -o json`.',
}))

/**
 * The inventory lists a node twice.
 * Replicas would be counted on a node that is there once.
 * Take one of the two away.
 */
export const nodeTwice = problem('validate/node-twice', (at: Place, name: string, other: Place) => ({
  at,
  message: `The node "${name}" is listed twice.`,
  related: [{ message: 'listed here first', at: other }],
}))
