import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseAllDocuments } from 'yaml'
import { runHelm, type Helm, type HelmResult } from '../../scripts/tools/helm.ts'
import type { DeployedEnvironment } from '../model/deployment.ts'
import { chart } from './chart.ts'

const root = mkdtempSync(join(tmpdir(), 'oskc-charts-'))
process.on('exit', () => rmSync(root, { recursive: true, force: true }))

/** Writes the charts of an environment into a new folder, which it returns. */
export function writeCharts(environment: DeployedEnvironment): string {
  const folder = mkdtempSync(join(root, 'tree-'))
  for (const [path, text] of chart(environment).files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

/** Renders a chart with Helm, by default for the namespace that the example is compiled for. */
export function template(helm: Helm, path: string, ...more: readonly string[]): Promise<HelmResult> {
  const namespace = more.includes('--namespace') ? [] : ['--namespace', 'prod']
  return runHelm(helm, ['template', 'release', path, '--kube-version', '1.30.0', ...namespace, ...more])
}

/** A Kubernetes object as far as every kind has it. */
export interface KubernetesObject {
  readonly kind: string
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> }
  readonly [key: string]: unknown
}

/** The objects of a manifest, by `kind/name`; read as Kubernetes reads it, which is near to YAML 1.1. */
export function readObjects(manifest: string): ReadonlyMap<string, KubernetesObject> {
  const documents = parseAllDocuments(manifest, { version: '1.1' })
  if (!Array.isArray(documents)) return new Map()
  const objects = documents.map((it) => {
    const [error] = it.errors
    if (error) throw new Error(`${error.message}\n${manifest.slice(...error.pos)}`)
    return it.toJS() as KubernetesObject | null
  })
  return new Map(objects.flatMap((it) => (it ? [[`${it.kind}/${it.metadata.name}`, it] as const] : [])))
}
