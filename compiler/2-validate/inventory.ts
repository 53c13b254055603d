import type { Report } from '../diagnostic.ts'
import { holdsPoison } from '../lib/holds-poison.ts'
import { itemsOf, startOf, valueAt } from '../lib/node.ts'
import type { Inventory, Parsed } from '../model/input.ts'
import type { InventoryNode, Taint } from '../model/inventory.ts'
import type { Node, Place, Sequence } from '../model/node.ts'
import { check } from '../schema/check.ts'
import { inventory as validator } from '../schema/generated/validators.js'
import { badInventory, nodeTwice, noInventory } from './inventory-problems.ts'
import { plain } from '../schema/plain.ts'

/** Reads the inventory: a list of names, of reduced nodes, or the full output of `kubectl get nodes`. */
export function readInventory(parsed: Parsed, file: string, report: Report): Inventory {
  const at = startOf(file)
  const broken: Inventory = { file, nodes: [], sound: false }
  if (!parsed.sources.has(file)) {
    report.push(noInventory(at, file))
    return broken
  }
  const root = parsed.documents.get(file)?.find((it) => it.root)?.root
  if (root?.kind === 'poison') return broken
  const data = parsed.inventory ?? (root && plain(root))
  if (data === undefined) {
    // Unreadable files have been reported; an empty one has not.
    if (typeof parsed.sources.get(file) === 'string' && parsed.inventoryRead)
      report.push(badInventory(at, 'it is empty'))
    return broken
  }
  const items = listOf(data)
  if (!items) {
    report.push(badInventory(root ?? at, 'it is no list of nodes'))
    return broken
  }
  const checked = root?.kind === 'sequence' ? checkEntries(root, report) : undefined
  const places = items.map((_, index) => checked?.[index] ?? at)
  return { file, ...readNodes(items, places, report) }
}

/** The entries of a list: those of `oskc inventory`'s form are checked, since people write them; Kubernetes' own are not. */
function checkEntries(root: Sequence, report: Report): readonly Node[] {
  const ours = root.items.filter((it) => !valueAt(it, 'metadata'))
  const checked = check(validator, { ...root, items: ours }, { name: 'the inventory' }, report)
  const found = new Map(ours.map((it, index) => [it, itemsOf(checked)[index] ?? it]))
  return root.items.map((it) => found.get(it) ?? it)
}

/** The nodes of plain data as `kubectl get nodes -o json` or `oskc inventory` writes it, sorted by name. */
export function readNodes(
  items: readonly unknown[],
  places: readonly Place[],
  report: Report,
): { nodes: readonly InventoryNode[]; sound: boolean } {
  let sound = true
  const found = new Map<string, { node: InventoryNode; at: Place }>()
  items.forEach((item, index) => {
    const at = places[index]!
    if (isPoison(at)) {
      sound = false
      return
    }
    const node = readNode(item)
    if (!node) {
      sound = false
      report.push(badInventory(at, `its entry ${index + 1} is no node`))
    } else if (found.has(node.name)) report.push(nodeTwice(at, node.name, found.get(node.name)!.at))
    else found.set(node.name, { node, at })
  })
  const nodes = [...found.values()].map((it) => it.node).sort((a, b) => (a.name < b.name ? -1 : 1))
  return { nodes, sound }
}

/** The list of nodes in plain data: the data itself, or the items of a Kubernetes list. */
export function listOf(data: unknown): readonly unknown[] | undefined {
  if (Array.isArray(data)) return data
  const items = isRecord(data) ? data['items'] : undefined
  return Array.isArray(items) ? items : undefined
}

/** Whether an entry was reported already. */
function isPoison(at: Place | Node): boolean {
  return 'kind' in at && holdsPoison(at)
}

function readNode(item: unknown): InventoryNode | undefined {
  if (typeof item === 'string')
    return nodeName(item) ? { name: item, hostname: item, addresses: [], taints: [] } : undefined
  if (!isRecord(item)) return undefined
  return isRecord(item['metadata']) ? readKubernetesNode(item, item['metadata']) : readReducedNode(item)
}

function readReducedNode(item: Record<string, unknown>): InventoryNode | undefined {
  // One of YAML has been checked where it stands; one of JSON is checked here.
  if (!validator([item])) return undefined
  const { name, hostname, addresses, taints } = item
  if (typeof name !== 'string') return undefined
  return {
    name,
    hostname: typeof hostname === 'string' ? hostname : name,
    addresses: Array.isArray(addresses) ? addresses.filter((it): it is string => typeof it === 'string') : [],
    taints: readTaints(taints),
  }
}

function readKubernetesNode(
  item: Record<string, unknown>,
  metadata: Record<string, unknown>,
): InventoryNode | undefined {
  const { name } = metadata
  if (typeof name !== 'string' || !nodeName(name)) return undefined
  const labels = isRecord(metadata['labels']) ? metadata['labels'] : {}
  const hostname = labels['kubernetes.io/hostname']
  const status = isRecord(item['status']) ? item['status'] : {}
  const spec = isRecord(item['spec']) ? item['spec'] : {}
  const addresses = Array.isArray(status['addresses']) ? status['addresses'].filter(isRecord) : []
  return {
    name,
    hostname: typeof hostname === 'string' ? hostname : name,
    addresses: addresses.flatMap((it) =>
      it['type'] === 'InternalIP' && typeof it['address'] === 'string' ? [it['address']] : [],
    ),
    taints: readTaints(spec['taints']),
  }
}

/** Lasting taints; those of `node.kubernetes.io/` are passing conditions. */
function readTaints(value: unknown): readonly Taint[] {
  if (!Array.isArray(value)) return []
  return value.filter(isRecord).flatMap(({ key, value: text, effect }) => {
    if (typeof key !== 'string' || key.startsWith('node.kubernetes.io/')) return []
    if (effect !== 'NoSchedule' && effect !== 'PreferNoSchedule' && effect !== 'NoExecute') return []
    return [
      { key, ...(typeof text === 'string' && text !== '' ? { value: text } : {}), effect } satisfies Taint,
    ]
  })
}

/** A node's name is a DNS subdomain (Kubernetes, "Object Names and IDs"). */
function nodeName(text: string): boolean {
  return text.length <= 253 && /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(text)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
