import { valueOf, type Call } from './arguments.ts'
import { askedEnvironments } from './asked-environment.ts'
import type { Command, ExitCode } from './command.ts'
import { graphOf, type Graph } from './graph-of.ts'
import { graphDot, graphMermaid, graphText } from './graph-text.ts'
import { unknownName } from './problems.ts'
import { projectOptions } from './project-options.ts'
import { printReport } from './report.ts'
import type { World } from './world.ts'

const formats: Readonly<Record<string, (graph: Graph) => string>> = {
  text: graphText,
  dot: graphDot,
  mermaid: graphMermaid,
  json: (graph) => `${JSON.stringify(graph, null, 2)}\n`,
}

export const graphCommand: Command = {
  name: 'graph',
  summary: 'show which service and job waits for which',
  operands: { shown: 'ENV [SERVICE...]', least: 1, most: Infinity },
  options: [
    {
      name: 'format',
      value: 'FORMAT',
      choices: Object.keys(formats),
      about: 'text: trees (default); dot for Graphviz; mermaid; json for programs.',
    },
    ...projectOptions,
  ],
  about: `Shows what the services of an environment and their jobs wait for before they start. With names of services, only
these and what they wait for. A job is called "service/job".`,
  examples: [
    ['oskc graph prod', 'Everything, as trees.'],
    ['oskc graph prod api', 'What one service waits for.'],
    ['oskc graph prod --format dot | dot -Tsvg > prod.svg', 'As a picture.'],
  ],
  run,
}

function run(call: Call, world: World): ExitCode {
  const [name = '', ...services] = call.operands
  const asked = askedEnvironments([name], call, world)
  const [environment] = asked?.environments ?? []
  if (!asked || !environment) return 2
  const known = environment.deployment.services.map((it) => it.name)
  const unknown = services.filter((it) => !known.includes(it))
  if (unknown.length > 0) {
    const problems = unknown.map((it) => unknownName(`service in ${name}`, it, known))
    printReport(problems, asked.linked.sources, world, { written: '' })
    return 2
  }
  const graph = graphOf(name, environment.deployment.services, services)
  world.stdout.write(formats[valueOf(call, 'format') ?? 'text']!(graph))
  return 0
}
