import { runHelm, type Helm } from '../tools/helm.ts'
import { expectSuccess } from './cluster.ts'

/** What Helm makes of a chart in a namespace of its name, on the version of Kubernetes that is tested with. */
export async function manifestsOf(helm: Helm, name: string, chart: string): Promise<string> {
  const args = ['template', name, chart, '--namespace', name, '--kube-version', '1.37.0']
  return (await expectSuccess(runHelm(helm, args))).stdout
}
