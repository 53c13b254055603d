import type { Report } from '../diagnostic.ts'
import { settingLeaves } from '../lib/setting-leaves.ts'
import type { Mapping } from '../model/node.ts'
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
  if (!configs) return
  for (const { path, at } of settingLeaves(configs))
    if (keys.includes(path.split('.', 1)[0]!)) report.push(environmentWide(at, path))
}
