import type { Diagnostic, Report } from '../diagnostic.ts'
import { mergeMappings } from '../lib/merge.ts'
import type { ConfigFile } from '../model/deployment.ts'
import type { LinkedFile, LinkedService } from '../model/linked.ts'
import type { Mapping } from '../model/node.ts'
import type { NodeGroup } from '../model/settings.ts'
import { evaluate } from '../template/evaluate.ts'
import { checkFileOptions } from './check-file-options.ts'
import { printIni } from './ini-print.ts'
import type { KnownOptions } from './known-options.ts'
import { type FileSources, type LaidFile, layFile } from './laid-file.ts'
import { overridesTouch } from './overrides-touch.ts'

/** What the files of one service are rendered with. */
export interface FileSettings extends Omit<FileSources, 'set' | 'scope'>, KnownOptions {
  readonly service: LinkedService
  readonly release: string
  readonly groups: readonly NodeGroup[]
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
  settings: FileSettings,
): string | undefined {
  const { report, release, companions, accepted, further } = settings
  if (file.format === 'text') {
    const pieces = evaluate(file.template, file.scope(readRoot(file, root, settings), recorder), report)
    return pieces?.map((it) => it.text).join('')
  }
  const set = settings.setOf(file)
  const laid = lay(file, root, recorder, settings, report)
  if (!laid) return undefined
  if (set) {
    // What is wrong with the others is said where they are rendered.
    const others = (files: readonly LinkedFile[]): readonly LaidFile[] =>
      files.flatMap((it) => lay(it, root, new Set(), settings, []) ?? [])
    const [before, after] = companions(file)
    const known = {
      set,
      name: file.options,
      release,
      at: file.at,
      accepted,
      further,
      before: others(before),
      after: others(after),
    }
    // Files of other services may have the same mistake at the same place, and other proposals for it.
    for (const it of checkFileOptions(laid, known))
      if (!report.some((other) => isSame(other, it))) report.push(it)
  }
  return printIni(laid.ini)
}

function lay(
  file: LinkedFile,
  root: Mapping,
  recorder: Set<string>,
  settings: FileSettings,
  report: Report,
): LaidFile | undefined {
  const { optionKeys, secrets } = settings
  const set = settings.setOf(file)
  const sources = { optionKeys, secrets, scope: file.scope(readRoot(file, root, settings), recorder) }
  return layFile(file, root, { ...sources, ...(set ? { set } : {}) }, report)
}

/** The settings that a template reads. */
function readRoot({ everywhere }: LinkedFile, root: Mapping, { service }: FileSettings): Mapping {
  return everywhere ? service.root : root
}

function isSame(one: Diagnostic, other: Diagnostic): boolean {
  return one.message === other.message && one.at?.file === other.at?.file && one.at?.start === other.at?.start
}
