import { parseYaml } from '../1-parse/parse.ts'
import { asSequence, scalarsOf, textAt, valueAt } from '../lib/node.ts'
import type { Place } from '../model/node.ts'
import type { SourceFile } from '../model/source.ts'
import { projectFile } from './find-project.ts'

/** Where the parts of a project are, as far as one must know to read them. */
export interface ProjectSettings {
  readonly inventory: string
  /** Patterns. */
  readonly environments: readonly string[]
  /** Folders, each with the place that names it; without place, the default. */
  readonly services: readonly { readonly path: string; readonly at?: Place }[]
  readonly output: string
}

/** Reads the project file as far as it makes sense; the compiler checks it and reports what is wrong. */
export function projectSettings(source: SourceFile | undefined): ProjectSettings {
  const text = typeof source === 'string' ? source.replace(/\r\n?/g, '\n') : ''
  const root = parseYaml(projectFile, text, []).find((it) => it.root)?.root
  const list = (key: string) => {
    const node = valueAt(root, key)
    return asSequence(node) && scalarsOf(node).filter((it) => it.source !== '')
  }
  return {
    inventory: textAt(root, 'inventory') || 'nodes.yaml',
    environments: list('environments')?.map((it) => it.source) ?? ['environments/*.yaml'],
    services: list('services')?.map((it) => ({ path: it.source, at: it })) ?? [{ path: 'services' }],
    output: textAt(root, 'output') || 'charts',
  }
}
