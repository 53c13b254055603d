import {
  asScalar,
  isTrue,
  itemsOf,
  numberAt,
  scalarsOf,
  textAt,
  textOf,
  textsOf,
  valueAt,
} from '../lib/node.ts'
import { placeholdersOf } from '../lib/placeholder.ts'
import type {
  EnvVar,
  Image,
  Resources,
  SecretKey,
  Security,
  SecurityProfile,
  StringMap,
} from '../model/deployment.ts'
import type { LinkedFile, LinkedProgram } from '../model/linked.ts'
import type { Node, Scalar } from '../model/node.ts'
import type { Context } from './context.ts'
import { imageOf } from './images.ts'
import {
  noShell,
  placeholderNotHere,
  unexplainedPrivilege,
  unknownFile,
  unknownSecret,
} from './pod-problems.ts'
import { readSecretVolumes, readVolumes } from './volumes.ts'

/** What a program takes from where it stands: the service's files, secrets, defaults. */
export interface Surroundings {
  readonly context: Context
  /** By key; undefined where a condition excludes a file, or where it was reported. */
  readonly files: ReadonlyMap<string, LinkedFile | undefined>
  readonly secrets: ReadonlyMap<string, SecretKey>
  /** Whether a secret that is not among them may be hidden by a mistake that was reported. */
  readonly hides: (secret: string) => boolean
  /** The name of the secret owner that the pods belong to. */
  readonly service: Node
  readonly instance: string
}

/** The parts of a program's description: a container and its daemon, or one command. */
export interface Description {
  /** Image, environment, volumes, resources, security. */
  readonly container: Node
  /** Command, files, secrets, user. */
  readonly command: Node
  readonly image: Scalar | undefined
}

/** Reads one program: what runs, as whom, with which files, secrets and volumes. */
export function readProgram(
  { container, command, image: name }: Description,
  surroundings: Surroundings,
): LinkedProgram | undefined {
  const { context } = surroundings
  if (!name) return undefined
  const image = imageOf(name, context)
  const argv = readCommand(valueAt(command, 'command'), image, context)
  const files = readFiles(valueAt(command, 'files'), surroundings)
  if (!argv) return undefined
  return {
    at: valueAt(container, 'name') ?? container,
    image,
    command: argv,
    env: readEnv(
      [valueAt(container, 'env'), container === command ? undefined : valueAt(command, 'env')],
      surroundings,
    ),
    files,
    volumes: readVolumes(valueAt(container, 'volumes'), surroundings),
    secretVolumes: readSecretVolumes(valueAt(command, 'secrets'), surroundings),
    resources: readResources(valueAt(container, 'resources')),
    security: readSecurity(container, command, image, surroundings),
  }
}

/** Argument lists as they are; a text is run by `sh -c`. */
export function readCommand(
  node: Node | undefined,
  image: Image,
  context: Context,
): readonly string[] | undefined {
  if (!node || node.kind === 'poison' || node.kind === 'mapping') return undefined
  const words = node.kind === 'scalar' ? [node] : scalarsOf(node)
  if (node.kind === 'scalar' && !image.shell)
    context.report.push(noShell(node, image.name, 'a command written as a text'))
  for (const it of words) checkPlaceholders(it, context)
  return node.kind === 'scalar' ? ['sh', '-c', node.source] : words.map((it) => it.source)
}

/** Only facts of the node and the pod can stand outside files. */
function checkPlaceholders(text: Scalar, { report }: Context): void {
  for (const { kind } of placeholdersOf(text.source))
    if (kind === 'secret' || kind === 'interface')
      report.push(placeholderNotHere(text, kind === 'secret' ? 'secret' : 'network address'))
}

function readFiles(keys: Node | undefined, { context, files }: Surroundings): readonly LinkedFile[] {
  return scalarsOf(keys).flatMap((key) => {
    const file = files.get(key.source)
    if (!files.has(key.source)) context.report.push(unknownFile(key, [...files.keys()]))
    return file ? [file] : []
  })
}

function readEnv(
  lists: readonly (Node | undefined)[],
  { context, secrets, hides }: Surroundings,
): readonly EnvVar[] {
  const found = new Map<string, EnvVar>()
  for (const it of lists.flatMap(itemsOf)) {
    const name = textAt(it, 'name')
    if (name === undefined) continue
    const secret = asScalar(valueAt(it, 'secret'))
    const value = asScalar(valueAt(it, 'value'))
    if (secret) {
      const key = secrets.get(secret.source)
      if (key) found.set(name, { name, secret: key })
      else if (!hides(secret.source))
        context.report.push(unknownSecret(secret, secret.source, [...secrets.keys()]))
    } else {
      if (value) checkPlaceholders(value, context)
      found.set(name, { name, value: textOf(value) ?? '' })
    }
  }
  return [...found.values()]
}

/** What a container gets that does not say: enough for a small program, and a bound. */
const defaultResources: Resources = { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '1Gi' } }

function readResources(node: Node | undefined): Resources {
  const strings = (part: Node | undefined): StringMap =>
    part?.kind === 'mapping'
      ? Object.fromEntries(
          [...part.entries].flatMap(([key, it]) =>
            textOf(it.value) === undefined ? [] : [[key, textOf(it.value)!]],
          ),
        )
      : {}
  if (!node) return defaultResources
  return {
    requests: { ...defaultResources.requests, ...strings(valueAt(node, 'requests')) },
    limits: strings(valueAt(node, 'limits')),
  }
}

function readSecurity(
  container: Node,
  command: Node,
  image: Image,
  { context, service }: Surroundings,
): Security {
  const own = asScalar(valueAt(command, 'securityProfile')) ?? asScalar(valueAt(container, 'securityProfile'))
  const said = own ?? asScalar(valueAt(service, 'securityProfile'))
  const profile = (said?.source ?? 'restricted') as SecurityProfile
  const reason =
    textAt(command, 'reason') ?? textAt(container, 'reason') ?? (own ? undefined : textAt(service, 'reason'))
  const privileged = isTrue(container, 'privileged') || isTrue(command, 'privileged')
  const hidden = [command, container, service].some((it) => valueAt(it, 'reason')?.kind === 'poison')
  if (said && profile !== 'restricted' && reason === undefined && !hidden)
    context.report.push(
      unexplainedPrivilege(
        said,
        `The profile "${profile}" is asked for without a reason`,
        'Add `reason:` beside it.',
      ),
    )
  if (privileged && profile !== 'privileged')
    context.report.push(
      unexplainedPrivilege(
        container,
        `A privileged container does not fit the profile "${profile}"`,
        'Say securityProfile: privileged and why.',
      ),
    )
  const user = numberAt(command, 'user') ?? numberAt(container, 'user') ?? image.user
  const group = image.group ?? user
  const fsGroup = numberAt(container, 'fsGroup') ?? group
  const writable = asScalar(valueAt(container, 'readOnlyRootFilesystem'))?.value === false
  return {
    profile,
    ...(reason ? { reason } : {}),
    ...(user !== undefined ? { user } : {}),
    ...(group !== undefined ? { group } : {}),
    ...(fsGroup !== undefined ? { fsGroup } : {}),
    privileged,
    readOnlyRootFilesystem: !writable,
    capabilities: textsOf(valueAt(container, 'capabilities')),
  }
}
