import { placeProject } from '../compile.ts'
import { hasErrors, type Diagnostic } from '../diagnostic.ts'
import type { Placed, Placement } from '../model/placement.ts'
import { keysTo } from '../report/path-of.ts'
import { valueOf, type Call } from './arguments.ts'
import { ofAsked } from './asked-environment.ts'
import type { Command, ExitCode } from './command.ts'
import { formatOption, openProject, projectOptions } from './project-options.ts'
import { asStrict, printReport } from './report.ts'
import { secretPlaces } from './secret-places.ts'
import { topologyText } from './topology-text.ts'
import type { World } from './world.ts'

export const topologyCommand: Command = {
  name: 'topology',
  summary: 'show which service runs on which node, and why',
  operands: { shown: '[ENV...]', least: 0, most: Infinity },
  options: [
    {
      name: 'by',
      value: 'WHAT',
      choices: ['service', 'node'],
      about: 'service (default): the nodes of each service; node: the services of each node.',
    },
    formatOption,
    ...projectOptions,
  ],
  about: `Shows where the services of all environments, or of those named, are placed, and which pattern and role put
them there. Only what placing needs is checked.`,
  examples: [
    ['oskc topology', 'All environments, by service.'],
    ['oskc topology prod --by node', 'One environment, by node.'],
    ['oskc topology --format json', 'For programs.'],
  ],
  run,
}

function run(call: Call, world: World): ExitCode {
  const project = openProject(call, world)
  const { value: placed, report } = ofAsked(call.operands, project, placeProject)
  const found = asStrict(
    [...project.diagnostics, ...report.filter((it) => concernsPlacing(it, placed))],
    project.strict,
  )
  printReport(found, placed.sources, world, {
    secrets: secretPlaces(placed.sources, placed.documents),
    written: '',
  })
  if (hasErrors(found)) return 2
  const shown = placed.placements.filter(
    ({ environment }) => call.operands.length === 0 || call.operands.includes(environment.name),
  )
  const text =
    valueOf(call, 'format') === 'json'
      ? `${JSON.stringify({ environments: shown.map(topologyRecord) }, null, 2)}\n`
      : topologyText(shown, valueOf(call, 'by') === 'node' ? 'node' : 'service')
  world.stdout.write(text)
  return 0
}

/** Whether a problem may change who runs where: not one of settings, nor of a part of the catalogue that nobody uses. */
function concernsPlacing({ at }: Diagnostic, placed: Placed): boolean {
  const { documents, fragments, inventory, placements } = placed
  if (!at) return true
  if (fragments.has(at.file)) return decidesPlacing(keysTo(documents, at))
  const used = placements.some((it) => [...it.instances.values()].some(({ entry }) => entry.file === at.file))
  return used || at.file === 'oskc.yaml' || at.file === inventory.file
}

/** Whether what stands there in an environment file says what runs where, or may do so for all that is known. */
function decidesPlacing([section = '', name, key]: readonly string[]): boolean {
  if (section === 'kubernetes') return name === 'namespace'
  if (section === 'nodes' || section === 'services') return key !== 'configs' && key !== 'mapping'
  return !withoutPlaces.includes(section)
}

const withoutPlaces = ['release', 'configs', 'secret_configs', 'secrets', 'files', 'images', 'registry']

/** Who runs where in one environment, for programs; all lists sorted. */
export function topologyRecord({ environment, instances, nodes }: Placement) {
  const services = [...instances.values()]
  return {
    name: environment.name,
    services: services.map((it) => ({
      name: it.name,
      definition: it.entry.name,
      kind: it.entry.kind,
      replicas: it.replicas,
      nodes: it.nodes.map(({ name }) => name),
      roles: it.roles,
    })),
    nodes: nodes.map(({ node, roles }) => ({
      name: node.name,
      roles,
      services: services.filter((it) => it.nodes.includes(node)).map((it) => it.name),
    })),
  }
}
