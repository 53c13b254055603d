import type { Diagnostic } from '../diagnostic.ts'
import type { DeployedEnvironment, Plain, PlainMap } from '../model/deployment.ts'
import type { ChartTree } from '../model/source.ts'
import { bundle } from './bundle.ts'
import { checkObjects, type Owners } from './check-objects.ts'
import { contextOf } from './context.ts'
import type { Manifest } from './manifest.ts'
import { objects } from './objects.ts'
import { plainYaml } from './plain-yaml.ts'
import { leastStrict, podSecurityLevel, type PodSecurityLevel } from './pod-security-level.ts'
import { serviceChart } from './service-chart.ts'

/** Prints one environment as a bundle with a chart for each service; paths are relative to the output folder. */
export function chart(environment: DeployedEnvironment): {
  readonly files: ChartTree
  readonly diagnostics: readonly Diagnostic[]
} {
  const diagnostics: Diagnostic[] = []
  const owners: Owners = new Map()
  const printed = environment.services.map((service) => {
    const context = contextOf(environment, service)
    const manifests = objects(context)
    checkObjects(context, manifests, owners, diagnostics)
    return { chart: serviceChart(context, manifests), levels: manifests.flatMap(levelOf) }
  })
  const level = leastStrict(printed.flatMap((it) => it.levels))
  const charts = printed.map((it) => it.chart)
  const files = bundle(environment, charts, level).map(
    ([path, text]) => [`${environment.name}/${path}`, text] as const,
  )
  return { files: new Map(files), diagnostics }
}

/** What the pods of an object need of Pod Security; nothing for an object without pods. */
function levelOf({ object }: Manifest): readonly PodSecurityLevel[] {
  const template = (object['spec'] as { readonly template?: Manifest['object'] } | undefined)?.template
  if (template === undefined) return []
  const { spec } = plainYaml({ spec: template['spec'] }) as { readonly spec: Plain }
  return [podSecurityLevel(spec as PlainMap)]
}
