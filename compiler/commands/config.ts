import { entriesOf, isEmpty, valueAt } from '../lib/node.ts'
import { mergeMappings } from '../lib/merge.ts'
import { toYaml } from '../lib/to-yaml.ts'
import type { Yaml, YamlMap } from '../lib/yaml-piece.ts'
import type { Mapping, Node } from '../model/node.ts'
import { valueOf, type Call } from './arguments.ts'
import { askedEnvironments, type AskedEnvironment } from './asked-environment.ts'
import type { Command, ExitCode } from './command.ts'
import { mappingToYaml } from './node-to-yaml.ts'
import { unknownName } from './problems.ts'
import { projectOptions } from './project-options.ts'
import { printReport } from './report.ts'
import type { World } from './world.ts'

export const configCommand: Command = {
  name: 'config',
  summary: 'show the settings of an environment with all layers merged',
  operands: { shown: 'ENV', least: 1, most: 1 },
  options: [
    { name: 'node', value: 'NODE', about: "Lay this node's settings over those of the environment." },
    ...projectOptions,
  ],
  about: `Shows every setting of an environment, defaults included, as YAML: first those of all services, then what single
instances have different. Values of secrets are never shown.`,
  examples: [
    ['oskc config prod', 'All settings of an environment.'],
    ['oskc config prod --node cmp-17', 'As they are on one node.'],
  ],
  run,
}

function run(call: Call, world: World): ExitCode {
  const asked = askedEnvironments(call.operands, call, world)
  const [environment] = asked?.environments ?? []
  if (!asked || !environment) return 2
  const node = valueOf(call, 'node')
  const nodes = environment.placement.nodes.map((it) => it.node.name)
  if (node !== undefined && !nodes.includes(node)) {
    const { name } = environment.placement.environment
    printReport([unknownName(`node of ${name}`, node, nodes)], asked.linked.sources, world, { written: '' })
    return 2
  }
  world.stdout.write(toYaml(settings(environment, node)))
  return 0
}

function settings({ placement, deployment }: AskedEnvironment, node: string | undefined): YamlMap {
  const { root, ofInstances, groups } = deployment.settings
  const overrides = groups.find(({ nodes }) => nodes.some((it) => it.node.name === node))?.overrides
  const configs = overrides ? mergeMappings(root, overrides, []) : root
  const instances = [...ofInstances]
    .filter(([, own]) => own.entries.size > 0)
    .map(([name, own]) => [name, { configs: mappingToYaml(within(own, overrides)) }])
  const secrets = valueAt(placement.environment.sections, 'secret_configs')
  return {
    configs: mappingToYaml(configs),
    ...(instances.length > 0 ? { services: Object.fromEntries(instances) as YamlMap } : {}),
    ...(isEmpty(secrets) ? {} : { secret_configs: masked(secrets) }),
  }
}

/** What an instance has of its own, as it is on a node: only what it sets can be overridden here. */
function within(own: Mapping, overrides: Node | undefined): Mapping {
  const entries = entriesOf(own).map(([key, entry]) => {
    const over = valueAt(overrides, key)
    if (!over) return [key, entry] as const
    return [
      key,
      { ...entry, value: entry.value.kind === 'mapping' ? within(entry.value, over) : over },
    ] as const
  })
  return { ...own, entries: new Map(entries) }
}

/** The same keys, with no values. */
function masked(node: Node | undefined): Yaml {
  if (node?.kind !== 'mapping') return '(hidden)'
  return Object.fromEntries(entriesOf(node).map(([key, { value }]) => [key, masked(value)]))
}
