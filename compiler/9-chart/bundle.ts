import type { DeployedEnvironment } from '../model/deployment.ts'
import { chartVersion, chartYaml, type ChartFiles } from './chart-yaml.ts'
import { namespaceGuard, namespaceYaml } from './namespace.ts'
import { bundleNotes } from './notes.ts'
import type { PodSecurityLevel } from './pod-security-level.ts'
import type { PrintedChart } from './service-chart.ts'
import { bundleSchema } from './values-schema.ts'
import { commentedGlobal, heading, print } from './values.ts'

/** The bundle of an environment: a chart whose dependencies, the charts of its services, lie inside it. */
export function bundle(
  environment: DeployedEnvironment,
  charts: readonly PrintedChart[],
  level: PodSecurityLevel,
): ChartFiles {
  const { name } = environment
  const dependencies = charts.map(({ name, version }) => ({ name, version }))
  const files: ChartFiles = [
    ['values.yaml', bundleValues(environment)],
    ['values.schema.json', bundleSchema(environment.services)],
    ['.helmignore', '.oskc.lock\nnamespace.yaml\n'],
    ['namespace.yaml', namespaceYaml(environment, level)],
    ['templates/namespace-guard.yaml', namespaceGuard(environment)],
    ['templates/NOTES.txt', bundleNotes(environment)],
  ]
  const version = chartVersion(environment, [...files, ['dependencies', JSON.stringify(dependencies)]])
  const identity = { name, description: `All services of the environment ${name}`, version, dependencies }
  return [
    ['Chart.yaml', chartYaml(environment, identity)],
    ...files,
    ...charts.flatMap((it) => it.files.map(([path, text]) => [`charts/${it.name}/${path}`, text] as const)),
  ]
}

function bundleValues(environment: DeployedEnvironment): string {
  const { name, services } = environment
  const example = services[0]?.name
  const settings =
    example === undefined
      ? ''
      : `
# The settings of a service stand under its name; charts/<service>/values.yaml lists them. For example:
#
# ${example}:
#   priorityClassName: system-cluster-critical
`
  const about = `Settings of the environment ${name} that may be changed when it is installed.`
  return `${heading(about)}# Shared by all services.\n${print({ global: commentedGlobal(environment) })}${settings}`
}
