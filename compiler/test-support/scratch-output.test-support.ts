import { join } from 'node:path'
import type { OutputTree } from '../edge/output-tree.ts'
import { scratchFolder } from './scratch-folder.test-support.ts'
import { writeTree } from '../edge/write-tree.ts'

export type Files = Readonly<Record<string, string>>

/** A folder for one test, with an output folder in it. */
export function scratchOutput() {
  const scratch = scratchFolder()
  const output = join(scratch.path, 'charts')
  /** Environments by name, each with its files. */
  const treeOf = (environments: Readonly<Record<string, Files>>, all = true): OutputTree => ({
    output,
    shown: 'charts',
    version: '1.2.3',
    environments: Object.entries(environments).map(([name, files]) => ({
      name,
      release: '2026.1',
      files: new Map(Object.entries(files)),
      inputs: new Map([['in.yaml', 'sha256:1']]),
    })),
    all,
  })
  /** Writes a tree and answers code and place of each problem. */
  const problemsOf = (tree: OutputTree) =>
    writeTree(tree).diagnostics.map((it) => `${it.code} ${it.at?.file ?? ''}`)
  /** The files of the output folder, by path relative to it. */
  const written = (): Files => {
    const inside = Object.entries(scratch.content()).filter(([it]) => it.startsWith('charts/'))
    return Object.fromEntries(inside.map(([path, text]) => [path.slice('charts/'.length), text]))
  }
  return { ...scratch, output, treeOf, problemsOf, written }
}
