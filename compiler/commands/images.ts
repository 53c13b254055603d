import { yamlScalar } from '../lib/yaml-scalar.ts'
import { lexicographic } from '../lib/lexicographic.ts'
import type { Image } from '../model/deployment.ts'
import type { LinkedEnvironment } from '../model/linked.ts'
import type { Call } from './arguments.ts'
import { askedEnvironments } from './asked-environment.ts'
import type { Command, ExitCode } from './command.ts'
import { projectOptions } from './project-options.ts'
import type { World } from './world.ts'

export const imagesCommand: Command = {
  name: 'images',
  summary: 'list the images of environments, or make an images.lock',
  operands: { shown: '[ENV...]', least: 0, most: Infinity },
  options: [
    {
      name: 'lock',
      about: 'Print the content of an images.lock: digests that are locked, and null for the others.',
    },
    ...projectOptions,
  ],
  about: `Lists every image that all environments, or those named, pull: what a mirror must hold. An images.lock beside
oskc.yaml pins images to digests: print one, write into it the digests that your registry shows, and rename it. An
entry that stays null pins nothing.`,
  examples: [
    ['oskc images prod', 'What a mirror must hold for one environment.'],
    [
      'oskc images --lock > images.lock.new',
      'A lock file for all; fill it in, and rename it to images.lock.',
    ],
  ],
  run,
}

function run(call: Call, world: World): ExitCode {
  const asked = askedEnvironments(call.operands, call, world)
  if (!asked) return 2
  const images = new Map(
    asked.environments.flatMap(({ deployment }) => imagesOf(deployment)).map((it) => [referenceOf(it), it]),
  )
  const sorted = [...images].sort(([a], [b]) => lexicographic(a, b))
  const lines = call.options.has('lock')
    ? lockLines(sorted.map(([, it]) => it))
    : sorted.map(([reference]) => reference)
  world.stdout.write(lines.map((it) => `${it}\n`).join(''))
  return 0
}

/** Every image of an environment's pods, once for each time it is used. */
export function imagesOf({ services, wait }: LinkedEnvironment): readonly Image[] {
  const waits = services
    .flatMap((it) => [it.waits, ...it.jobs.map((job) => job.waits)])
    .some((it) => Object.values(it).some((names) => names.length > 0))
  const programs = services.flatMap((it) => [
    ...it.containers.flatMap((container) => [container, ...container.before]),
    ...it.jobs,
  ])
  return [...programs.map((it) => it.image), ...(waits ? [wait.image] : [])]
}

function lockLines(images: readonly Image[]): readonly string[] {
  const digests = new Map(images.map((it) => [tagged(it), it.digest]))
  return [
    '# Image references to the digests that take their place. Fill in the digests.',
    ...Array.from(
      digests,
      ([reference, digest]) => `${yamlScalar(reference)}: ${digest ?? 'null # sha256:...'}`,
    ),
  ]
}

function referenceOf(image: Image): string {
  return image.digest ? `${tagged(image)}@${image.digest}` : tagged(image)
}

function tagged({ registry, repository, tag }: Image): string {
  return `${registry}/${repository}:${tag}`
}
