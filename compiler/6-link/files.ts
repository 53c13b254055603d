import { holdsPoison } from '../lib/holds-poison.ts'
import { asScalar, entriesOf, textAt, valueAt } from '../lib/node.ts'
import type { LinkedFile } from '../model/linked.ts'
import type { Mapping, Node } from '../model/node.ts'
import type { Scope } from '../template/evaluate.ts'
import type { Context } from './context.ts'
import { missingContent } from './pod-problems.ts'
import { textOfFile } from './templates.ts'

/** How the files of one definition, or of one need, are read. */
export interface FileReader {
  /** Folder of the texts, with a final slash. */
  readonly folder: string
  readonly context: Context
  /** What a file reads, given settings, the encoding of its format, and where to note what it read. */
  readonly scope: (root: Mapping, encoding: 'ini' | 'raw', recorder: Set<string>) => Scope
}

/** Reads the `files:` of a definition, by key; undefined where a condition excludes a file, or where it was reported. */
export function readFiles(
  declared: Node | undefined,
  files: Node | undefined,
  { folder, context, scope }: FileReader,
): ReadonlyMap<string, LinkedFile | undefined> {
  const result = new Map<string, LinkedFile | undefined>(entriesOf(declared).map(([key]) => [key, undefined]))
  for (const [key, { key: at, value }] of entriesOf(files)) {
    const content = asScalar(valueAt(value, 'content'))
    const path = textAt(value, 'path')
    if (!content || path === undefined || holdsPoison(value)) continue
    const source = context.settings.replacedFiles.get(content.source) ?? folder + content.source
    if (!context.input.sources.has(source)) {
      const known = [...context.input.sources.keys()]
        .filter((it) => it.startsWith(folder))
        .map((it) => it.slice(folder.length))
      context.report.push(missingContent(content, known))
      continue
    }
    const format = (textAt(value, 'format') ??
      (/\.(conf|ini)(\.hbs)?$/.test(content.source) ? 'ini' : 'text')) as 'ini' | 'text'
    const template = isTemplate(content.source, source)
      ? context.templates.ofFile(source)
      : verbatim(source, context)
    if (!template) continue
    result.set(key, {
      key,
      at,
      path,
      mode: Number.parseInt(textAt(value, 'perm') ?? '0644', 8),
      owner: textAt(value, 'user') === 'root' ? 'root' : 'program',
      format,
      options: textAt(value, 'options') ?? path.slice(path.lastIndexOf('/') + 1),
      template,
      everywhere: textAt(value, 'settings') === 'environment',
      scope: (root, recorder = new Set()) => scope(root, format === 'ini' ? 'ini' : 'raw', recorder),
    })
  }
  return result
}

/** Whether the text of a file of the catalogue is a template, or that of the user's file in its place: as one of their names says. */
export function isTemplate(content: string, source: string): boolean {
  return content.endsWith('.hbs') || source.endsWith('.hbs')
}

/** The braces of what is no template are its own. */
function verbatim(file: string, { input, report }: Context) {
  const text = textOfFile(file, input.sources, report)
  if (text === undefined) return undefined
  return {
    file,
    parts: text === '' ? [] : [{ kind: 'text' as const, file, start: 0, end: text.length, text }],
  }
}
