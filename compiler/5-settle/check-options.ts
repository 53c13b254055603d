import type { Report } from '../diagnostic.ts'
import { holdsPoison } from '../lib/holds-poison.ts'
import { entriesOf, isEmpty } from '../lib/node.ts'
import type { Catalogue } from '../model/catalogue.ts'
import type { Entry, Node } from '../model/node.ts'
import { badOption, unknownOptionFile } from './problems.ts'

/** Top-level key of the settings → the files of that component whose options can be set; undefined where one of its definitions is broken. */
export type OptionFiles = ReadonlyMap<string, readonly string[] | undefined>

/** Which files' options can be set under which key, from the definitions of the catalogue. */
export function optionFilesOf({ components, services }: Catalogue): OptionFiles {
  const result = new Map<string, readonly string[] | undefined>()
  for (const { name, defaults } of components.values()) {
    const own = [...services.values()].filter((it) => it.component === name)
    const files = own.flatMap((it) => entriesOf(it.files).map(([key]) => key))
    const known = own.every((it) => it.body) ? [...new Set(files)].sort() : undefined
    for (const key of new Set([name, ...defaults.entries.keys()])) result.set(key, known)
  }
  return result
}

/** Checks `configs.<component>.conf`: file → section → option → value. */
export function checkOptions(
  conf: Node,
  component: string,
  optionFiles: OptionFiles,
  report: Report,
): Node | undefined {
  if (isEmpty(conf) || conf.kind === 'poison') return undefined
  if (conf.kind !== 'mapping') {
    report.push(badOption(conf))
    return undefined
  }
  const known = optionFiles.has(component) ? optionFiles.get(component) : []
  const files = new Map<string, Entry>()
  for (const [file, entry] of conf.entries) {
    if (known && !known.includes(file)) report.push(unknownOptionFile(entry.key, component, known))
    else files.set(file, { key: entry.key, value: checkLevel(entry.value, 1, report) })
  }
  return { ...conf, entries: files }
}

/** Depth 1: the sections of a file; depth 2: the options of a section; depth 3: the value of an option. */
function checkLevel(node: Node, depth: number, report: Report): Node {
  if (node.kind === 'poison') return node
  if (depth === 3) {
    if (holdsPoison(node)) return { kind: 'poison', file: node.file, start: node.start, end: node.end }
    if (isOptionValue(node)) return node
  } else {
    if (isEmpty(node)) return node
    if (node.kind === 'mapping')
      return {
        ...node,
        entries: new Map(
          [...node.entries].map(([key, it]) => [
            key,
            { key: it.key, value: checkLevel(it.value, depth + 1, report) },
          ]),
        ),
      }
  }
  report.push(badOption(node))
  return { kind: 'poison', file: node.file, start: node.start, end: node.end }
}

function isOptionValue(node: Node): boolean {
  if (node.kind === 'scalar') return true
  if (node.kind === 'sequence') return node.items.every((it) => it.kind === 'scalar' && it.value !== null)
  if (node.kind !== 'mapping' || node.entries.size !== 2) return false
  return ['secret', 'key'].every(
    (it) => typeof (node.entries.get(it)?.value as { value?: unknown } | undefined)?.value === 'string',
  )
}
