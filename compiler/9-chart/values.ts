import { toYaml } from '../lib/to-yaml.ts'
import { commented, type YamlMap } from '../lib/yaml-piece.ts'
import type { DeployedEnvironment, PlainMap } from '../model/deployment.ts'
import { resourcesOf } from './container.ts'
import type { Context } from './context.ts'
import { plainYaml } from './plain-yaml.ts'

/** The values.yaml of a service's chart: every knob with its default and what it does. */
export function valuesYaml(context: Context): string {
  const { knobs, service, values: defaults } = context
  const section = (key: string, comment: string): YamlMap =>
    defaults[key] === undefined ? {} : { [key]: commented(comment, defaults[key] as YamlMap) }
  const storage = [...knobs.storage.keys()].map((key) => [key, commentedVolume(defaults, key)])
  const values: YamlMap = {
    global: commented(globalComment, commentedGlobal(context.environment)),
    ...section('images', 'Images. The digest wins over the tag; an empty one leaves the tag to decide.'),
    ...section('replicas', 'Number of pods.'),
    ...section('resources', 'What each container asks for, and what it may use at most.'),
    ...section('jobs', 'What each job asks for, and what it may use at most.'),
    ...section('tolerations', 'Taints of nodes that the pods put up with.'),
    ...section('priorityClassName', 'Priority class of the pods; empty: the default of the cluster.'),
    ...section(
      'podAnnotations',
      `More annotations for the pods of the ${service.kind}. A change restarts them.`,
    ),
    ...section('serviceAnnotations', 'More annotations for the Service.'),
    ...section('networkPolicy', 'Lets only those connect that depend on this service.'),
    ...(storage.length > 0
      ? {
          storage: commented(
            'Volumes. Both can only be set before the first install.',
            Object.fromEntries(storage),
          ),
        }
      : {}),
  }
  return heading(`Settings of ${service.name} that may be changed when it is installed.`) + print(values)
}

/** The values of a chart without comments: what its expressions give by default. */
export function valuesOf({
  environment,
  service,
  knobs,
}: Pick<Context, 'environment' | 'service' | 'knobs'>): PlainMap {
  return plainYaml({
    global: globalOf(environment),
    images: toMap(knobs.images, ({ registry, repository, tag, digest }) => ({
      registry,
      repository,
      tag: tag === '' ? undefined : tag,
      digest: digest ?? '',
    })),
    replicas: knobs.replicas ? service.replicas : undefined,
    resources: toMap(knobs.containers, (it) => resourcesOf(it.resources)),
    jobs:
      knobs.jobs.size > 0 ? toMap(knobs.jobs, (it) => ({ resources: resourcesOf(it.resources) })) : undefined,
    tolerations: service.tolerations,
    priorityClassName: '',
    podAnnotations: {},
    serviceAnnotations: service.ports.length > 0 ? {} : undefined,
    networkPolicy: service.hostNetwork ? undefined : { enabled: true },
    storage:
      knobs.storage.size > 0
        ? toMap(knobs.storage, (it) => ({
            size: it.size,
            class: it.class ?? environment.storage.class ?? '',
          }))
        : undefined,
  })
}

/** The values that all charts of an environment share. */
export function globalOf({ imagePullPolicy }: DeployedEnvironment): PlainMap {
  return { imageRegistry: '', imagePullSecrets: [], imagePullPolicy }
}

/** The same, with what they do. */
export function commentedGlobal(environment: DeployedEnvironment): YamlMap {
  const { imageRegistry, imagePullSecrets, imagePullPolicy } = globalOf(environment)
  return {
    imageRegistry: commented(
      'Registry that takes the place of the one of every image, e.g. a mirror.',
      imageRegistry!,
    ),
    imagePullSecrets: commented(
      'Secrets for the registry, e.g. [{name: registry-login}].',
      imagePullSecrets!,
    ),
    imagePullPolicy: commented('When images are pulled: Always, IfNotPresent or Never.', imagePullPolicy!),
  }
}

/** The first lines of a values.yaml. */
export function heading(about: string): string {
  return `# ${about}\n# All else is compiled from the environment file: change it there, and compile again.\n\n`
}

/** Prints values, known keys in the order in which they are explained. */
export function print(values: YamlMap): string {
  return toYaml(values, { rank, airy: true })
}

const globalComment = "Shared by all charts of an environment; the bundle's own win."

const rank: ReadonlyMap<string, number> = new Map(
  [
    ...[
      'global',
      'images',
      'replicas',
      'resources',
      'jobs',
      'tolerations',
      'priorityClassName',
      'podAnnotations',
    ],
    ...[
      'serviceAnnotations',
      'networkPolicy',
      'storage',
      'imageRegistry',
      'imagePullSecrets',
      'imagePullPolicy',
    ],
    ...['registry', 'repository', 'tag', 'digest', 'requests', 'limits', 'size', 'class'],
  ].map((key, index) => [key, index]),
)

function commentedVolume(defaults: PlainMap, key: string): YamlMap {
  const { size, class: name } = (defaults['storage'] as PlainMap)[key] as { size: string; class: string }
  return { size, class: commented('Storage class; empty: the default of the cluster.', name) }
}

function toMap<T>(map: ReadonlyMap<string, T>, build: (it: T) => YamlMap): YamlMap {
  return Object.fromEntries([...map].map(([key, it]) => [key, build(it)]))
}
