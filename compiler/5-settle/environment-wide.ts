import type { Report } from '../diagnostic.ts'
import { entriesOf } from '../lib/node.ts'
import type { Mapping, Node, Scalar } from '../model/node.ts'
import { environmentWide } from './problems.ts'

/** Settings that the compiler reads once for an environment; below a key all of them. */
const ofEnvironments = ['ingress', 'storage']
/** Those that it reads once for an instance. */
const ofInstances = [...ofEnvironments, 'k8s_external_ip']

/** Reports settings of an instance that could only have an effect for all. */
export function reportWideOfInstance(configs: Mapping | undefined, report: Report): void {
  reportWide(configs, ofEnvironments, report)
}

/** Reports settings of nodes that could only have an effect for all. */
export function reportWideOfNodes(configs: Mapping | undefined, report: Report): void {
  reportWide(configs, ofInstances, report)
}

function reportWide(configs: Mapping | undefined, keys: readonly string[], report: Report): void {
  for (const [name, { key, value }] of entriesOf(configs))
    if (keys.includes(name))
      for (const it of leavesOf(value, key, [name])) report.push(environmentWide(it.key, it.path))
}

interface Leaf {
  readonly key: Scalar
  readonly path: string
}

function leavesOf(node: Node, key: Scalar, path: readonly string[]): readonly Leaf[] {
  if (node.kind !== 'mapping') return [{ key, path: path.join('.') }]
  return entriesOf(node).flatMap(([name, it]) => leavesOf(it.value, it.key, [...path, name]))
}
