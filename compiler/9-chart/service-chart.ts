import { chartVersion, chartYaml, type ChartFiles } from './chart-yaml.ts'
import { chartFiles } from './config-map.ts'
import type { Context } from './context.ts'
import { printManifest, type Manifest } from './manifest.ts'
import { namespaceGuard } from './namespace.ts'
import { serviceNotes } from './notes.ts'
import { overriddenTemplate } from './overridden.ts'
import { valuesSchema } from './values-schema.ts'
import { valuesYaml } from './values.ts'

/** A chart with what its bundle must know of it. */
export interface PrintedChart {
  readonly name: string
  readonly version: string
  readonly files: ChartFiles
}

/** The files of one service's chart, complete on its own. */
export function serviceChart(context: Context, manifests: readonly Manifest[]): PrintedChart {
  const { environment, service } = context
  const { name, description } = service
  const jobs: ChartFiles =
    service.jobs.length > 0 ? [['templates/_overridden.tpl', overriddenTemplate(context)]] : []
  const files: ChartFiles = [
    ['values.yaml', valuesYaml(context)],
    ['values.schema.json', valuesSchema(context)],
    ...chartFiles(context),
    ...manifests.map((it) => [`templates/${it.file}`, printManifest(it)] as const),
    ...jobs,
    ['templates/namespace-guard.yaml', namespaceGuard(environment)],
    ['templates/NOTES.txt', serviceNotes(environment, service)],
  ]
  const version = chartVersion(environment, [...files, ['description', description]])
  return {
    name,
    version,
    files: [['Chart.yaml', chartYaml(environment, { name, description, version })], ...files],
  }
}
