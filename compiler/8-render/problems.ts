import { problem } from '../diagnostic.ts'
import { listed } from '../lib/listed.ts'
import type { Place } from '../model/node.ts'

/**
 * The value of an option, or of a setting that a template prints, cannot be written into a file so that the program reads it back as it is.
 * Where a new line begins, the program would read another option or section. Blank lines end a value, and blanks around lines are dropped.
 * Write the value on one line, or without blank lines and without blanks around its lines.
 */
export const unwritableValue = problem(
  'render/unwritable-value',
  (
    at: Place,
    hint: string = 'Leave out blank lines, carriage returns, and blanks around the lines after the first.',
  ) => ({
    at,
    message: 'This value cannot be written into the file so that it is read back as it is.',
    hint,
  }),
)

/** What to do about a setting that a template prints. */
export const onOneLine = 'Write it on one line.'

/**
 * An option refers to a secret that the environment does not declare.
 * The pod would not start.
 * Declare it under `secrets`, or correct the name.
 */
export const undeclaredSecret = problem(
  'render/undeclared-secret',
  (at: Place, name: string, key: string, hint: string | undefined) => ({
    at,
    message: `No secret "${name}" with the key "${key}" is declared.`,
    hint: hint ?? `Declare it: secrets: {${name}: {${key}: {generate: given}}}.`,
  }),
)

/**
 * The name of a section or of an option cannot stand in a configuration file.
 * The program would read something else than what was meant.
 * Use a name without brackets, line breaks, "=", ":" and outer blanks.
 */
export const badOptionName = problem('render/bad-option-name', (at: Place, name: string) => ({
  at,
  message: `"${name}" cannot name a section or an option of a configuration file.`,
}))

/**
 * A file holds a fact known only when the pod starts, but its image has no shell to fill it in.
 * The program would read the unfilled sign.
 * Use arguments with `$(VAR)`, or an image with `sh` and `awk`.
 */
export const cannotConfigure = problem(
  'render/cannot-configure',
  (at: Place, key: string, image: string, what: string) => ({
    at,
    message: `The file "${key}" ${what}, but the image "${image}" has no shell to prepare it.`,
    hint: 'Use an image with sh and awk, or arguments with $(VAR) of environment variables.',
  }),
)

/**
 * A file needs a program of the image that the image profile does not list, such as `ip` for the address of an interface.
 * The configure step would fail when the pod starts.
 * Add the program to `tools` of the image in the profile if it is there, or use another image.
 */
export const missingTool = problem(
  'render/missing-tool',
  (at: Place, key: string, image: string, tool: string) => ({
    at,
    message: `The file "${key}" needs the program "${tool}", which the image "${image}" is not known to have.`,
    hint: `If it is there, add it to "tools" of the image in the image profile.`,
  }),
)

/**
 * The command of a service differs between nodes, but its image has no shell that could choose the node's.
 * Every pod would run the same command.
 * Set it for all nodes, or use an image with `sh` and `awk`.
 */
export const noShellForNodes = problem(
  'render/no-shell-for-nodes',
  (at: Place, service: string, image: string) => ({
    at,
    message: `The command of "${service}" differs between nodes, but the image "${image}" has no shell to choose the node's.`,
  }),
)

/**
 * The settings of single nodes change something that only such files read as are the same on all nodes.
 * The change could have no effect: those files say how the service as a whole behaves, wherever it runs.
 * Set it for all nodes.
 */
export const overlookedOverride = problem(
  'render/overlooked-override',
  (at: Place, path: string, service: string) => ({
    at,
    message: `"${path}" is a setting of "${service}" as a whole, so it cannot differ between nodes.`,
    hint: 'Set it for all nodes.',
  }),
)

/**
 * Services on the host network run on nodes whose addresses the inventory does not tell.
 * Network policies know such clients by the address of their node alone: without it they are shut out of what they need.
 * Write the nodes' internal addresses into the inventory, as `oskc inventory` does, or open the ports to everybody.
 */
export const noAddresses = problem(
  'render/no-addresses',
  (at: Place, clients: readonly string[], nodes: readonly string[]) => ({
    at,
    message: `Network policies shut out ${listed(clients)}, on the host network of nodes without addresses: ${listed(nodes)}.`,
    hint: 'Write the addresses of the nodes into the inventory, or set kubernetes.host_source_cidrs or host_clients: any.',
  }),
  'warning',
)
