import { expression, type YamlMap } from '../lib/yaml-piece.ts'
import type { StringMap } from '../model/deployment.ts'
import type { Context } from './context.ts'

/** The component label of a service's own pods; those of a job carry the job's name instead. */
export const server = 'server'

/** Labels that select the pods of a workload, or of one job. */
export function selectorLabels({ environment, service }: Context, component = server): StringMap {
  return {
    'app.kubernetes.io/name': service.name,
    'app.kubernetes.io/instance': environment.name,
    'app.kubernetes.io/component': component,
  }
}

/** Labels of pods and claims: nothing in them changes with a release, or every change would restart everything. */
export function podLabels(context: Context, component = server): StringMap {
  return { ...selectorLabels(context, component), 'app.kubernetes.io/part-of': context.service.component }
}

/** Labels of objects. */
export function objectLabels(context: Context, component = server): YamlMap {
  return {
    ...podLabels(context, component),
    'app.kubernetes.io/version': context.environment.release,
    'app.kubernetes.io/managed-by': 'Helm',
    'helm.sh/chart': expression(chartLabel, ''),
  }
}

/** The version is a hash of the chart, so that Helm has to fill it in. */
const chartLabel = 'printf "%s-%s" .Chart.Name .Chart.Version | trunc 63 | trimSuffix "-"'

/** Name, place and labels of an object. The namespace is Helm's, so that `helm template | kubectl apply` works. */
export function metadata(
  context: Context,
  name: string,
  more: { readonly component?: string; readonly annotations?: YamlMap[string] } = {},
): YamlMap {
  return {
    name,
    namespace: expression('.Release.Namespace', context.environment.namespace),
    labels: objectLabels(context, more.component),
    annotations: more.annotations,
  }
}
