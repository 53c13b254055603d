import { verbatim, type Yaml, type YamlMap } from '../lib/yaml-piece.ts'
import type { Mapping, Node, Scalar } from '../model/node.ts'

/** A value of the input as it is printed: numbers as they were written. */
export function nodeToYaml(node: Node): Yaml {
  if (node.kind === 'scalar') return scalarToYaml(node)
  if (node.kind === 'sequence') return node.items.map(nodeToYaml)
  return node.kind === 'mapping' ? mappingToYaml(node) : null
}

/** A mapping of the input as it is printed. */
export function mappingToYaml({ entries }: Mapping): YamlMap {
  // Whatever a key is called, it is a key.
  return Object.fromEntries(Array.from(entries, ([key, { value }]) => [key, nodeToYaml(value)]))
}

function scalarToYaml({ value, source }: Scalar): Yaml {
  if (typeof value !== 'number') return value
  return /^-?(0|[1-9][0-9]*)(\.[0-9]+([eE][-+][0-9]+)?)?$/.test(source) ? verbatim(source) : value
}
