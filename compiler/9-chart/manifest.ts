import { toYaml } from '../lib/to-yaml.ts'
import type { YamlMap } from '../lib/yaml-piece.ts'
import { keyRank } from './key-rank.ts'

/** One Kubernetes object and the file that it stands in. */
export interface Manifest {
  /** Name of the file under `templates/`. */
  readonly file: string
  readonly object: YamlMap
  /** The object is there only if this holds, e.g. `.Values.networkPolicy.enabled`; it does by default. */
  readonly when?: string
}

/** The text of a manifest's template. */
export function printManifest({ object, when }: Manifest): string {
  const text = toYaml(object, { rank: keyRank, template: true })
  return when === undefined ? text : `{{- if ${when} }}\n${text}{{- end }}\n`
}
