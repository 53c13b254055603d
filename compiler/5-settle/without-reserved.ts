import type { Report } from '../diagnostic.ts'
import { reserved } from '../lib/placeholder.ts'
import type { Mapping, Node, Scalar } from '../model/node.ts'
import { reservedText } from '../template/problems.ts'

/**
 * Settings without those that could be taken for placeholders, which are reported:
 * they reach files, commands and addresses on many ways, and are refused before any of them.
 */
export function withoutReserved(configs: Mapping, report: Report): Mapping {
  return holdsReserved(configs) ? soundMapping(configs, report) : configs
}

function holdsReserved(node: Node): boolean {
  switch (node.kind) {
    case 'poison':
      return false
    case 'scalar':
      return node.source.includes(reserved)
    case 'sequence':
      return node.items.some(holdsReserved)
    case 'mapping':
      return [...node.entries.values()].some((it) => holdsReserved(it.key) || holdsReserved(it.value))
  }
}

function soundMapping(node: Mapping, report: Report): Mapping {
  const entries = [...node.entries].flatMap(([key, entry]) =>
    isReserved(entry.key, report)
      ? []
      : [[key, { key: entry.key, value: sound(entry.value, report) }] as const],
  )
  return { ...node, entries: new Map(entries) }
}

function sound(node: Node, report: Report): Node {
  if (node.kind === 'mapping') return soundMapping(node, report)
  if (node.kind === 'sequence') return { ...node, items: node.items.map((it) => sound(it, report)) }
  if (node.kind === 'poison' || !isReserved(node, report)) return node
  return { kind: 'poison', file: node.file, start: node.start, end: node.end }
}

function isReserved(scalar: Scalar, report: Report): boolean {
  const found = scalar.source.includes(reserved)
  if (found) report.push(reservedText(scalar, reserved))
  return found
}
