import type { Report } from '../diagnostic.ts'
import { mergeMappings } from '../lib/merge.ts'
import type { ConfigFile } from '../model/deployment.ts'
import type { DeclaredSecret, LinkedFile, LinkedService } from '../model/linked.ts'
import type { Mapping, Place } from '../model/node.ts'
import type { NodeGroup } from '../model/settings.ts'
import { evaluate } from '../template/evaluate.ts'
import type { Piece } from '../template/evaluate.ts'
import { layIni } from './ini-lay.ts'
import { parseIni } from './ini-parse.ts'
import { overridesTouch } from './overrides-touch.ts'
import { printIni } from './ini-print.ts'
import { malformedIni } from './ini-problems.ts'
import { onOneLine, unwritableValue } from './problems.ts'
import { optionOverrides } from './option-overrides.ts'

/** What the files of one service are rendered with. */
export interface FileSettings {
  readonly service: LinkedService
  /** Top-level keys of the settings under which options of its files can be set. */
  readonly optionKeys: readonly string[]
  readonly groups: readonly NodeGroup[]
  readonly secrets: readonly DeclaredSecret[]
  /** Notes what its files read. */
  readonly reads: FileReads
  readonly report: Report
}

/** Paths of the settings that the files of a service read. */
export interface FileReads {
  /** In files that follow the settings of their node. */
  readonly here: Set<string>
  /** In files that are the same on all nodes. */
  readonly everywhere: Set<string>
}

/** Renders a file, and once more for each group of nodes whose settings change what it reads; equal results are one. */
export function renderFile(file: LinkedFile, settings: FileSettings): ConfigFile | undefined {
  const { service, groups } = settings
  const read = new Set<string>()
  const content = renderWith(file, service.root, read, settings)
  const noted = settings.reads[file.everywhere ? 'everywhere' : 'here']
  for (const path of read) noted.add(path)
  if (content === undefined) return undefined
  const variants = new Map<string, string[]>()
  const placed = new Set(service.nodes.map((it) => it.name))
  for (const { nodes, overrides } of groups) {
    const here = nodes.map((it) => it.node.name).filter((it) => placed.has(it))
    if (here.length === 0 || !touches(overrides, read, file, settings)) continue
    const text = renderWith(file, mergeMappings(service.root, overrides, []), new Set(), settings)
    if (text === undefined || text === content) continue
    variants.set(text, [...(variants.get(text) ?? []), ...here])
  }
  const { key, path, mode, owner } = file
  return {
    key,
    path,
    mode,
    owner,
    content,
    variants: [...variants].map(([text, nodes]) => ({ content: text, nodes: nodes.sort() })),
  }
}

/** Whether overrides change anything that the file reads, or one of its options. */
function touches(
  overrides: Mapping,
  read: ReadonlySet<string>,
  file: LinkedFile,
  { optionKeys }: FileSettings,
): boolean {
  for (const [key, { value }] of overrides.entries)
    if (
      optionKeys.includes(key) &&
      file.format === 'ini' &&
      value.kind === 'mapping' &&
      value.entries.has('conf')
    )
      return true
  return !file.everywhere && overridesTouch(overrides, read)
}

function renderWith(
  file: LinkedFile,
  root: Mapping,
  recorder: Set<string>,
  { service, optionKeys, secrets, report }: FileSettings,
): string | undefined {
  const pieces = evaluate(file.template, file.scope(file.everywhere ? service.root : root, recorder), report)
  if (!pieces) return undefined
  const text = pieces.map((it) => it.text).join('')
  if (file.format === 'text') return text
  // A value that goes on where a line begins would be read as options and sections of its own.
  const broken = pieces.filter((it) => it.printed && /\r|\n(?![ \t])/.test(it.text))
  for (const it of broken) report.push(unwritableValue(it.at, onOneLine))
  if (broken.length > 0) return undefined
  const parsed = parseIni(text)
  for (const { offset, problem } of parsed.malformed)
    report.push(malformedIni(placeAt(offset, pieces, file.at), problem))
  return printIni(layIni(parsed, optionOverrides(root, optionKeys, file.key, secrets, report)))
}

/** Who is to blame for the text at an offset: the line of the template, or the setting that it printed. */
export function placeAt(offset: number, pieces: readonly Piece[], otherwise: Place): Place {
  let start = 0
  for (const { text, at } of pieces) {
    const end = start + text.length
    if (offset < end) {
      const exact = at.end - at.start === text.length
      const lineEnd = text.indexOf('\n', offset - start)
      const line = text.slice(offset - start, lineEnd < 0 ? undefined : lineEnd).trimEnd()
      return exact
        ? { file: at.file, start: at.start + offset - start, end: at.start + offset - start + line.length }
        : at
    }
    start = end
  }
  return otherwise
}
