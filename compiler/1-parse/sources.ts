import type { Report } from '../diagnostic.ts'
import { textOf } from '../lib/node.ts'
import { joinPath } from '../lib/join-path.ts'
import type { Document } from '../model/document.ts'
import type { Parsed, Request } from '../model/input.ts'
import { builtIn } from '../model/source.ts'
import type { SourceFile, SourceTree } from '../model/source.ts'
import { parseJsonText } from './parse-json.ts'
import { parseYaml } from './parse.ts'

/** Reads every YAML file of the tree, and whatever environment files include under other names. */
export function parse(sources: SourceTree, request: Request, report: Report): Parsed {
  const tree = withoutCarriageReturns(sources)
  const documents = new Map<string, readonly Document[]>()
  const queue = [...tree.keys()].filter(isYaml).sort()
  queue.push(...(request.environmentFiles ?? []))
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const source = tree.get(path)
    if (source === undefined || documents.has(path) || path === request.inventory) continue
    const found = parseYaml(path, source, report)
    documents.set(path, found)
    for (const { root, tag } of found)
      if (tag === 'include' && root?.kind === 'sequence')
        for (const item of root.items) queue.push(joinPath(path, textOf(item) ?? ''))
  }
  const before = report.length
  const inventory = readJsonInventory(tree, documents, request, report)
  return {
    sources: tree,
    request,
    documents,
    ...(inventory === undefined ? {} : { inventory }),
    inventoryRead: report.length === before,
  }
}

/** The inventory's plain data where it is JSON, as `kubectl get nodes -o json` gives it: up to a hundred times larger than any other file. */
function readJsonInventory(
  tree: SourceTree,
  documents: Map<string, readonly Document[]>,
  request: Request,
  report: Report,
): unknown {
  const path = request.inventory
  const source = path === undefined ? undefined : tree.get(path)
  if (path === undefined || source === undefined || documents.has(path)) return undefined
  if (typeof source === 'string' && !looksLikeJson(path, source)) {
    documents.set(path, parseYaml(path, source, report))
    return undefined
  }
  return parseJsonText(path, source, report)
}

/** A mapping is what `kubectl` prints. A list in brackets may as well be YAML, which knows places. */
function looksLikeJson(path: string, text: string): boolean {
  return /^\s*\{/.test(text) || (path.endsWith('.json') && /^\s*\[/.test(text))
}

/** Templates and other files of components are no YAML of ours, whatever their names. */
function isYaml(path: string): boolean {
  if (path === 'images.lock') return true
  if (!/\.ya?ml$/.test(path) && !(path.startsWith(builtIn) && path.endsWith('.schema.json'))) return false
  return !/(^|\/)files\//.test(path)
}

/** Line ends are made alike first, so that a checkout's line ends change neither results nor positions. */
function withoutCarriageReturns(sources: SourceTree): SourceTree {
  const result = new Map<string, SourceFile>()
  for (const [path, source] of sources)
    result.set(
      path,
      typeof source === 'string' && source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source,
    )
  return result
}
