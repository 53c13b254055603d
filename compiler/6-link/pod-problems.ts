import { problem } from '../diagnostic.ts'
import { didYouMean } from '../lib/did-you-mean.ts'
import { listed } from '../lib/listed.ts'
import type { Place, Scalar } from '../model/node.ts'

/**
 * A secret is read that nobody declares, or that this definition may not read.
 * The pod would not start.
 * Declare it under `secrets`, or read it through a need.
 */
export const unknownSecret = problem(
  'link/unknown-secret',
  (at: Place, name: string, known: readonly string[]) => ({
    at,
    message: `There is no secret called "${name}" that this definition may read.`,
    ...didYouMean(name, known),
  }),
)

/**
 * A command uses a file that the definition does not declare.
 * The file would be missing in the container.
 * Declare it under `files`.
 */
export const unknownFile = problem('link/unknown-file', (key: Scalar, known: readonly string[]) => ({
  at: key,
  message: `This definition declares no file "${key.source}".`,
  ...didYouMean(key.source, known),
}))

/**
 * The text of a file is not in the catalogue.
 * The file could not be made.
 * Put it into `files/` of the component, or correct `content`.
 */
export const missingContent = problem(
  'link/missing-content',
  (content: Scalar, known: readonly string[]) => ({
    at: content,
    message: `There is no file "${content.source}" in the component's files.`,
    ...didYouMean(content.source, known),
  }),
)

/**
 * The same name or path is used twice in one pod.
 * Kubernetes refuses it.
 * Rename one of them.
 */
export const duplicate = problem('link/duplicate', (at: Place, what: string, name: string) => ({
  at,
  message: `The ${what} "${name}" is used twice.`,
}))

/**
 * Something needs more than the restricted security profile and does not say why, or says privileged under a profile that forbids it.
 * Exceptions must be few and known.
 * Give a `reason`, or do without.
 */
export const unexplainedPrivilege = problem(
  'link/unexplained-privilege',
  (at: Place, what: string, hint: string) => ({
    at,
    message: `${what}.`,
    hint,
  }),
)

/**
 * A container of an image without a shell asks for something that needs one.
 * The pod would not start.
 * Use an argument list without placeholders; `$(VAR)` of the environment works.
 */
export const noShell = problem('link/no-shell', (at: Place, image: string, what: string) => ({
  at,
  message: `The image "${image}" has no shell, which ${what} needs.`,
  hint: 'Write the command as a list: its program and its arguments.',
}))

/**
 * A command that runs once has no name.
 * Its job could not be named.
 * Give it a `name`.
 */
export const namelessJob = problem('link/nameless-job', (at: Place) => ({
  at,
  message: 'A command of type "single" needs a name.',
}))

/**
 * A fact known only when the pod starts stands where it cannot be filled in.
 * It would reach the program as an unreadable word.
 * Secrets and addresses go into files, or into an environment variable by `secret:`.
 */
export const placeholderNotHere = problem('link/placeholder-not-here', (at: Place, kind: string) => ({
  at,
  message: `A ${kind} cannot be filled in here; only files can hold it.`,
  ...(kind === 'secret' ? { hint: 'In an environment variable, write secret: NAME instead of value.' } : {}),
}))

/**
 * The settings of single nodes change something that decides the structure of a chart: ports, images, which objects exist.
 * One chart serves all nodes, so the change could have no effect.
 * Set it for all nodes, or make an instance of its own for these nodes.
 */
export const structuralOverride = problem(
  'link/structural-override',
  (at: Place, path: string, service: string) => ({
    at,
    message: `"${path}" decides the structure of "${service}", so it cannot differ between nodes.`,
    hint: 'Set it for all nodes, or place an instance of its own on these nodes.',
  }),
)

/**
 * A node port is published while the external address of the cluster is not set.
 * Addresses for the outside could not be written.
 * Set `configs.k8s_external_ip`.
 */
export const noExternalAddress = problem(
  'link/no-external-address',
  (at: Place, service: string, port: string) => ({
    at,
    message: `The port "${port}" of "${service}" is published on every node, but k8s_external_ip is not set.`,
    hint: 'Set configs.k8s_external_ip to an address of the cluster that clients reach.',
  }),
)

/**
 * A volume's data would stay behind when its pod moves, or cannot be shared by its pods.
 * Host directories and single-writer claims belong to one node.
 * Place the service on exactly as many nodes as it has replicas, or choose another kind of storage.
 */
export const wanderingData = problem(
  'place/wandering-data',
  (at: Place, service: string, volume: string, replicas: number, nodes: number, pattern: string) => ({
    at,
    message: `The volume "${volume}" of "${service}" lies in a directory of its node, but its ${replicas === 1 ? 'pod' : `${replicas} pods`} may run on any of ${nodes} nodes.`,
    hint: `Place it on exactly ${replicas === 1 ? 'one node' : `${replicas} nodes`}, for example with the pattern "${pattern}".`,
  }),
)

/**
 * A single-writer volume is used by a workload that would run several pods with it at once.
 * The second pod would never start.
 * One replica and the strategy Recreate, a StatefulSet, or accessMode ReadWriteMany.
 */
export const sharedVolume = problem('link/shared-volume', (at: Place, volume: string, trouble: string) => ({
  at,
  message: `The volume "${volume}" ${trouble}.`,
}))

/**
 * An image is named by a tag that moves.
 * What runs tomorrow may differ from what was reviewed today.
 * Lock it: `oskc images --lock > images.lock.new` lists all images; write the digest of this one into it, as `skopeo inspect --format '{{.Digest}}' docker://IMAGE` shows it, and rename the file to `images.lock`, beside `oskc.yaml`. Or choose a fixed tag.
 */
export const rollingTag = problem(
  'link/rolling-tag',
  (at: Place, references: readonly string[]) => ({
    at,
    message: `These images have tags that move: ${references.join(', ')}.`,
    hint: 'Choose a fixed tag, or lock them by digest: oskc images --lock > images.lock.new, fill in, rename to images.lock.',
  }),
  'warning',
)

/**
 * A service is placed on a node that repels it.
 * Its pod would stay pending for ever.
 * Take the node out of the pattern, remove the taint, or give the service a toleration.
 */
export const untolerated = problem(
  'link/untolerated-taint',
  (at: Place, service: string, taint: string, nodes: readonly string[]) => ({
    at,
    message: `"${service}" does not tolerate the taint ${taint} of ${listed(nodes)}.`,
    hint: 'Keep its role from these nodes, or add the toleration to its definition.',
  }),
)

/**
 * A container or a volume has a name that oskc keeps for those that it adds to pods itself.
 * Kubernetes would refuse the pod, or the wrong one would be used.
 * Give it another name than `wait`, `configure-…`, `prepare-…`, or, for a volume, `oskc-…`.
 */
export const reservedName = problem('link/reserved-name', (at: Place, what: string, name: string) => ({
  at,
  message: `The name "${name}" of a ${what} is kept for what oskc adds to pods.`,
}))

/**
 * Two programs of one pod mean different volumes by one name.
 * A pod has one volume of a name.
 * Rename one of them, or describe them alike.
 */
export const conflictingVolume = problem('link/conflicting-volume', (at: Place, name: string) => ({
  at,
  message: `The volume "${name}" is described in two ways in one pod.`,
}))

/**
 * A local command that runs after the start of its container waits for something.
 * Kubernetes runs it at once, and kills the container when it fails.
 * Make it a command of type `single`, which is a job and can wait.
 */
export const cannotWait = problem('link/cannot-wait', (at: Place) => ({
  at,
  message: 'A local command that runs after the start cannot wait for anything.',
  hint: 'Say type: single.',
}))
