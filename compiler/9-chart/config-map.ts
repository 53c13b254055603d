import { fitsYamlBlock } from '../lib/fits-yaml-block.ts'
import { kubernetesName } from '../lib/kubernetes-name.ts'
import { lexicographic } from '../lib/lexicographic.ts'
import { fileBytes, fileText, type YamlMap } from '../lib/yaml-piece.ts'
import type { ConfigFile } from '../model/deployment.ts'
import type { Context } from './context.ts'
import type { StoredFile } from './file-store.ts'
import { metadata } from './labels.ts'
import type { Manifest } from './manifest.ts'
import { isConfigured } from './mounts.ts'
import { programsOf } from './programs.ts'

/** The script of the configure step: name of its ConfigMap. */
export function scriptName(instance: string): string {
  return kubernetesName(`${instance}-configure`)
}

/** Which node takes which variant of a file: name of its ConfigMap. */
export function nodesName(instance: string): string {
  return kubernetesName(`${instance}-nodes`)
}

/** The ConfigMaps of a chart: rendered files, the script that completes them, the table of variants. */
export function configMaps(context: Context): readonly Manifest[] {
  const { environment, service, store } = context
  const files = store.configMaps.map((name, index) => ({
    file: index === 0 ? 'configmap.yaml' : `configmap-${index + 1}.yaml`,
    object: configMap(
      context,
      name,
      store.files.filter((it) => it.configMap === name),
    ),
  }))
  const configured = filesOf(context).some(isConfigured)
  const script = plainMap(context, scriptName(service.name), { 'configure.sh': environment.configureScript })
  const table = variantTable(context)
  const nodes = plainMap(context, nodesName(service.name), { 'nodes.tsv': table })
  return [
    ...files,
    ...(configured ? [{ file: 'configmap-configure.yaml', object: script }] : []),
    ...(table === '' ? [] : [{ file: 'configmap-nodes.yaml', object: nodes }]),
  ]
}

/** The files of a chart that ConfigMaps read: path in the chart → text. */
export function chartFiles({ store }: Context): readonly (readonly [path: string, text: string])[] {
  return store.files.map((it) => [`files/${it.key}`, it.content])
}

/** Files that a block scalar cannot hold exactly go in as bytes. */
function configMap(context: Context, name: string, files: readonly StoredFile[]): YamlMap {
  const texts = files.filter((it) => it.content === '' || fitsYamlBlock(it.content))
  const bytes = files.filter((it) => !texts.includes(it))
  const text = ({ key, content }: StoredFile): [string, YamlMap[string]] => [
    key,
    content === '' ? '' : fileText(`files/${key}`, content),
  ]
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata(context, name),
    data: texts.length > 0 ? Object.fromEntries(texts.map(text)) : undefined,
    binaryData:
      bytes.length > 0
        ? Object.fromEntries(bytes.map((it) => [it.key, fileBytes(`files/${it.key}`, it.content)]))
        : undefined,
  }
}

function plainMap(context: Context, name: string, data: YamlMap): YamlMap {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata(context, name), data }
}

/** Lines `node, key, key of the variant`, only for nodes that differ. */
function variantTable(context: Context): string {
  const lines = filesOf(context).flatMap((file) => {
    const { base, variants } = context.store.find(file)
    return file.variants.flatMap(({ nodes }, index) =>
      nodes.map((node) => `${node}\t${base.key}\t${variants[index]!.key}\n`),
    )
  })
  return [...new Set(lines)].sort(lexicographic).join('')
}

function filesOf({ service }: Context): readonly ConfigFile[] {
  return programsOf(service).flatMap((it) => it.files)
}
