import { expression, optional, type YamlMap } from '../lib/yaml-piece.ts'
import type { Image } from '../model/deployment.ts'
import type { Context } from './context.ts'

/** The image of a container and when it is pulled, as the chart's values say. */
export function imageOf({ environment, knobs }: Context, image: Image): YamlMap {
  const { registry, repository, tag, digest } = image
  const parts = ['($.Values.global.imageRegistry | default .registry)', '.repository']
  const format = tag === '' ? '%s/%s@%s' : '%s/%s:%s@%s'
  const printed = `printf "${format}" ${[...parts, ...(tag === '' ? [] : ['.tag']), '.digest'].join(' ')}`
  const code = `with .Values.images.${knobs.imageKey(image)} }}{{ ${printed} | trimSuffix "@" }}{{ end`
  const name = `${registry}/${repository}${tag === '' ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`
  return {
    image: expression(code, name),
    imagePullPolicy: expression('.Values.global.imagePullPolicy', environment.imagePullPolicy),
  }
}

/** The Secrets with which a pod pulls its images. */
export const imagePullSecrets = optional('.Values.global.imagePullSecrets', [])
