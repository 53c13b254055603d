import type { Report } from '../diagnostic.ts'
import { askedEnvironments, secretsLockOf } from '../lib/asked-environments.ts'
import { textAt, textOf, textsOf, valueAt } from '../lib/node.ts'
import { joinPath } from '../lib/join-path.ts'
import { overridesOf } from '../lib/overrides-of.ts'
import type { Document } from '../model/document.ts'
import type { Parsed, Request } from '../model/input.ts'
import type { Node } from '../model/node.ts'
import { builtIn } from '../model/source.ts'
import type { SourceFile, SourceTree } from '../model/source.ts'
import { recall, remember } from './known-files.ts'
import { parseJsonText } from './parse-json.ts'
import { parseYaml } from './parse.ts'

/** Reads the YAML files that mean something to oskc: those of the project and the catalogue, and the environments' own. */
export function parse(sources: SourceTree, request: Request, report: Report): Parsed {
  const tree = withoutCarriageReturns(sources)
  const documents = new Map<string, readonly Document[]>()
  const read = (path: string): readonly Document[] => {
    const source = tree.get(path)
    if (source === undefined || documents.has(path) || path === request.inventory) return []
    const found = path.startsWith(builtIn)
      ? readBuiltIn(path, source, report)
      : parseYaml(path, source, report)
    documents.set(path, found)
    return found
  }
  const project = read('oskc.yaml').find((it) => it.root)?.root
  if (request.inventory === undefined) read(textAt(project, 'inventory') ?? 'nodes.yaml')
  const folders = catalogueFolders(project)
  for (const path of [...tree.keys()].sort())
    if (path === 'images.lock' || (isYaml(path) && folders.some((it) => path.startsWith(it)))) read(path)
  const environments = askedEnvironments(tree, request)
  const queue = environments.flatMap((it) => [it, secretsLockOf(it), ...overridesOf(tree, it)])
  for (let path = queue.shift(); path !== undefined; path = queue.shift())
    for (const { root, tag } of read(path))
      if (tag === 'include' && root?.kind === 'sequence')
        for (const item of root.items) queue.push(joinPath(path, textOf(item) ?? ''))
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

/** Reads a file of the built-in catalogue, unless it was read before. */
function readBuiltIn(path: string, source: SourceFile, report: Report): readonly Document[] {
  const before = report.length
  const found = typeof source === 'string' ? recall(path, source) : undefined
  if (found) return found
  const documents = parseYaml(path, source, report)
  if (typeof source === 'string' && report.length === before) remember(path, source, documents)
  return documents
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

/** The folders of the catalogue, with final slashes: the built-in ones, and those that the project file names. */
function catalogueFolders(project: Node | undefined): readonly string[] {
  const services = valueAt(project, 'services')
  const named = services?.kind === 'sequence' ? textsOf(services) : ['services']
  return [builtIn, ...named.map((it) => `${joinPath('', it)}/`)]
}

/** Templates and other files of components are no YAML of ours, whatever their names. */
function isYaml(path: string): boolean {
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
