import { resolve } from 'node:path'
import { parseJsonText } from '../1-parse/parse-json.ts'
import { listOf, readNodes } from '../2-validate/inventory.ts'
import { badInventory } from '../2-validate/inventory-problems.ts'
import { readFile } from '../edge/read-file.ts'
import { inventoryLimit } from '../edge/source-reader.ts'
import { hasErrors, type Diagnostic, type Report } from '../diagnostic.ts'
import { yamlScalar } from '../lib/yaml-scalar.ts'
import type { InventoryNode, Taint } from '../model/inventory.ts'
import type { SourceFile } from '../model/source.ts'
import type { Call } from './arguments.ts'
import type { Command, ExitCode } from './command.ts'
import { noInput, unreadableInput } from './problems.ts'
import { printReport } from './report.ts'
import type { World } from './world.ts'

export const inventoryCommand: Command = {
  name: 'inventory',
  summary: 'make a nodes.yaml from the nodes of a cluster',
  operands: { shown: '[FILE]', least: 0, most: 1 },
  options: [],
  about: `Reads what "kubectl get nodes -o json" prints, from a file or from standard input, and prints what oskc needs of
it: names, host names, internal addresses and lasting taints, one node a line.`,
  examples: [
    ['kubectl get nodes -o json | oskc inventory > nodes.yaml', "The nodes of kubectl's current cluster."],
  ],
  run,
}

async function run({ operands: [name = '-'] }: Call, world: World): Promise<ExitCode> {
  const text = name === '-' ? await world.stdin() : readFile(resolve(world.cwd, name), inventoryLimit)
  const file = name === '-' ? '<standard input>' : name
  if (text === undefined) return refuse([name === '-' ? noInput() : unreadableInput(name)], file, '', world)
  const report: Report = []
  const data = parseJsonText(file, text, report)
  const at = { file, start: 0, end: 0 }
  const items = report.length > 0 ? [] : listOf(data)
  if (!items) return refuse([badInventory(at, 'it is no list of nodes')], file, text, world)
  const { nodes } = readNodes(
    items,
    items.map(() => at),
    report,
  )
  if (hasErrors(report)) return refuse(report, file, text, world)
  world.stdout.write(`# The nodes of the cluster, made by "oskc inventory".\n${nodes.map(nodeLine).join('')}`)
  return 0
}

function refuse(report: readonly Diagnostic[], file: string, text: SourceFile, world: World): ExitCode {
  printReport(report, new Map([[file, text]]), world, { written: '' })
  return 2
}

function nodeLine({ name, hostname, addresses, taints }: InventoryNode): string {
  const fields = [
    `name: ${flow(name)}`,
    ...(hostname === name ? [] : [`hostname: ${flow(hostname)}`]),
    ...(addresses.length > 0 ? [`addresses: [${addresses.map(flow).join(', ')}]`] : []),
    ...(taints.length > 0 ? [`taints: [${taints.map(taint).join(', ')}]`] : []),
  ]
  return `- {${fields.join(', ')}}\n`
}

function taint({ key, value, effect }: Taint): string {
  return `{key: ${flow(key)}${value === undefined ? '' : `, value: ${flow(value)}`}, effect: ${effect}}`
}

/** Plain only where no reader could take it for anything but text, inside brackets as well. */
function flow(text: string): string {
  const address = /^[0-9]+(\.[0-9]+){3}$/.test(text)
  const word = /^[a-z][-a-z0-9./]*$/.test(text) && yamlScalar(text) === text
  return address || word ? text : JSON.stringify(text)
}
