import { lexicographic } from '../lib/lexicographic.ts'
import { placeholdersOf, type Placeholder } from '../lib/placeholder.ts'
import type { Yaml, YamlMap } from '../lib/yaml-piece.ts'
import type { ConfigFile, Program } from '../model/deployment.ts'
import type { Context } from './context.ts'
import { downward } from './environment-variables.ts'
import { fileMode, octal } from './file-mode.ts'
import { imageOf } from './image.ts'
import { isConfigured, volumeNames } from './mounts.ts'
import { nodesName, scriptName } from './config-map.ts'
import { helperSecurityContext } from './security.ts'

/** The init container that completes a program's files, of the same image and user; none where nothing is to do. */
export function configureContainer(
  context: Context,
  name: string,
  program: Program,
  files: readonly ConfigFile[],
): readonly Yaml[] {
  const configured = files.filter(isConfigured)
  if (configured.length === 0) return []
  const found = configured.flatMap(placeholders)
  const size = outputSize(configured)
  return [
    {
      name: `configure-${name}`,
      ...imageOf(context, program.image),
      securityContext: helperSecurityContext(program),
      command: ['sh', '/oskc/bin/configure.sh', ...configured.map((it) => argument(context, it))],
      env: atLeastOne(downward([...found, ...nodeName(configured)])),
      resources: {
        requests: { cpu: '10m', memory: '16Mi' },
        // What is written to memory counts against the limit of the container that writes it.
        limits: { memory: `${32 + size}Mi` },
      },
      volumeMounts: [
        { name: volumeNames.script, mountPath: '/oskc/bin', readOnly: true },
        { name: volumeNames.files, mountPath: '/oskc/in', readOnly: true },
        ...(configured.some(hasVariants)
          ? [{ name: volumeNames.nodes, mountPath: '/oskc/nodes', readOnly: true }]
          : []),
        { name: volumeNames.configured(name), mountPath: '/oskc/out' },
        ...(secretsOf(found).size > 0
          ? [{ name: volumeNames.secrets(name), mountPath: '/oskc/secrets', readOnly: true }]
          : []),
      ],
    },
  ]
}

/** The volumes of one program's configure step: its secrets and what it writes, in memory. */
export function configuredVolumes(name: string, files: readonly ConfigFile[]): readonly YamlMap[] {
  const configured = files.filter(isConfigured)
  if (configured.length === 0) return []
  const sources = [...secretsOf(configured.flatMap(placeholders))].map(([secret, keys]) => ({
    secret: { name: secret, items: keys.map((key) => ({ key, path: `${secret}/${key}` })) },
  }))
  const secrets = { name: volumeNames.secrets(name), projected: { defaultMode: fileMode(0o444), sources } }
  return [
    {
      name: volumeNames.configured(name),
      emptyDir: { medium: 'Memory', sizeLimit: `${outputSize(configured)}Mi` },
    },
    ...(sources.length > 0 ? [secrets] : []),
  ]
}

/** The volumes that all configure steps of a pod share: the script, and which node takes which variant. */
export function sharedVolumes({ service }: Context, files: readonly ConfigFile[]): readonly YamlMap[] {
  if (!files.some(isConfigured)) return []
  return [
    { name: volumeNames.script, configMap: { name: scriptName(service.name) } },
    ...(files.some(hasVariants)
      ? [{ name: volumeNames.nodes, configMap: { name: nodesName(service.name) } }]
      : []),
  ]
}

function argument({ store }: Context, file: ConfigFile): string {
  return `${store.find(file).base.key}:${octal(file.mode)}`
}

function placeholders({ content, variants }: ConfigFile): readonly Placeholder[] {
  return [content, ...variants.map((it) => it.content)].flatMap(placeholdersOf)
}

function hasVariants({ variants }: ConfigFile): boolean {
  return variants.length > 0
}

/** The script finds the variant of its node by the node's name. */
function nodeName(files: readonly ConfigFile[]): readonly Placeholder[] {
  return files.some(hasVariants) ? [{ kind: 'node', encoding: 'raw', argument: 'name' }] : []
}

/** Keys by name of Secret, both sorted. */
function secretsOf(found: readonly Placeholder[]): ReadonlyMap<string, readonly string[]> {
  const secrets = new Map<string, string[]>()
  const names = new Set(found.flatMap((it) => (it.kind === 'secret' ? [it.argument] : [])))
  for (const argument of [...names].sort(lexicographic)) {
    const [name, key] = argument.split('/') as [string, string]
    secrets.set(name, [...(secrets.get(name) ?? []), key])
  }
  return secrets
}

/** In MiB: room for the files twice over, since secrets may be longer than their placeholders. */
function outputSize(files: readonly ConfigFile[]): number {
  const length = (file: ConfigFile): number =>
    Math.max(file.content.length, ...file.variants.map((it) => it.content.length))
  return 1 + Math.ceil((2 * files.reduce((sum, it) => sum + length(it), 0)) / 0x10_0000)
}

function atLeastOne(list: readonly Yaml[]): readonly Yaml[] | undefined {
  return list.length > 0 ? list : undefined
}
