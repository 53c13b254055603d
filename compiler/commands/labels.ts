import type { Call } from './arguments.ts'
import { askedEnvironments } from './asked-environment.ts'
import type { Command, ExitCode } from './command.ts'
import { projectOptions } from './project-options.ts'
import type { Placement } from '../model/placement.ts'
import type { InventoryNode } from '../model/inventory.ts'
import type { World } from './world.ts'

export const labelsCommand: Command = {
  name: 'labels',
  summary: 'print the kubectl lines that label the nodes of an environment',
  operands: { shown: 'ENV', least: 1, most: 1 },
  options: projectOptions,
  about: `For environments with "kubernetes: {placement: labels}": their pods run on the nodes that carry the label of their
service. Prints a line for each node that adds the labels of the services placed on it and takes away the others;
run again, the lines change nothing.`,
  examples: [
    ['oskc labels prod', 'Look at them.'],
    ['oskc labels prod | sh', 'Set them.'],
  ],
  run,
}

function run(call: Call, world: World): ExitCode {
  const asked = askedEnvironments(call.operands, call, world)
  const [environment] = asked?.environments ?? []
  if (!asked || !environment) return 2
  world.stdout.write(labelLines(environment.placement, asked.linked.inventory.nodes))
  return 0
}

function labelLines({ environment, instances }: Placement, nodes: readonly InventoryNode[]): string {
  const keyOf = (service: string) => `${environment.name}.oskc.io/${service}`
  const services = [...instances.values()]
  const lines = (select: (runsHere: boolean) => boolean, ending: string) =>
    nodes.flatMap((node) => {
      const labels = services
        .filter((it) => select(it.nodes.includes(node)))
        .map((it) => keyOf(it.name) + ending)
      return labels.length > 0 ? [`kubectl label node ${node.name} ${labels.join(' ')}`] : []
    })
  const add = lines((here) => here, '=')
  const remove = lines((here) => !here, '-')
  const idle =
    environment.placement === 'labels'
      ? []
      : [
          `# ${environment.name} places by host names (kubernetes.placement): the labels have no effect until that is "labels".`,
        ]
  return [
    ...idle,
    `# Labels that tie the services of ${environment.name} to their nodes.`,
    ...add,
    ...(remove.length > 0
      ? ['# Labels of services that do not run there, or no longer; where there is none, nothing happens.']
      : []),
    ...remove,
    '',
  ].join('\n')
}
