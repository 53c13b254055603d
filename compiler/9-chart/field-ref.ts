import type { YamlMap } from '../lib/yaml-piece.ts'

/**
 * A reference to a field of the pod. Kubernetes adds a version to one without, and whoever applies the manifest beside
 * Helm would then be told that the two want different things.
 */
export function fieldRef(fieldPath: string): YamlMap {
  return { fieldRef: { apiVersion: 'v1', fieldPath } }
}
