import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Freshness } from '../edge/check-tree.ts'
import { sourcePath } from '../edge/expand-environments.ts'
import { lockName } from '../edge/lock.ts'
import type { OutputEnvironment, OutputTree } from '../edge/output-tree.ts'
import type { Written } from '../edge/write-tree.ts'
import type { Linked } from '../model/linked.ts'
import { fitsOneRelease } from './release-problems.ts'
import { secretsFile } from './secrets-file.ts'
import { shellWord } from './shell-word.ts'
import { updatedByHand } from './updated-by-hand.ts'

/** How a project's folders are called where the command was started. */
export interface Folders {
  /** The project folder and the working directory, absolute. */
  readonly root: string
  readonly cwd: string
}

/** What was written, and how to install what changed. */
export function describeWritten(
  { written, removed }: Pick<Written, 'written' | 'removed'>,
  tree: OutputTree,
  linked: Linked,
  folders: Folders,
): string {
  const { environments, shown } = tree
  const charts = linked.deployments.flatMap((it, index) =>
    environments.some(({ name }) => name === linked.placements[index]!.environment.name) ? it.services : [],
  )
  const size = `${counted(environments.length, 'environment')}, ${counted(charts.length, 'service')}`
  if (written.length + removed.length === 0) {
    const all = environments.map((it) =>
      installation(
        it,
        [...it.files.keys()].map((path) => withoutTop(path, it.name)),
        tree,
        linked,
        folders,
      ),
    )
    return [`Nothing changed in ${shown}: ${size}.\n`, ...all].join('\n')
  }
  const actions = [
    ...(written.length > 0 ? [`wrote ${counted(written.length, 'file')}`] : []),
    ...(removed.length > 0 ? [`removed ${removed.length}`] : []),
  ].join(' and ')
  const blocks = environments.flatMap((it) => {
    const changed = [...written, ...removed].filter((path) => path.startsWith(`${it.name}/`))
    const inside = changed.map((path) => path.slice(it.name.length + 1)).filter((path) => path !== lockName)
    return inside.length === 0 ? [] : [installation(it, inside, tree, linked, folders)]
  })
  return [`${capital(actions)} in ${shown}: ${size}.\n`, ...blocks].join('\n')
}

/** How the charts differ from what the project compiles to. */
export function describeFreshness(freshness: Freshness, { shown }: OutputTree): string {
  if (freshness.fresh) return `The charts in ${shown} are up to date.\n`
  const group = (title: string, paths: readonly string[]) =>
    paths.length === 0 ? [] : [`\n${title}:\n`, ...paths.map((it) => `  ${shown}/${it}\n`)]
  return [
    `The charts in ${shown} are not what the project compiles to.\n`,
    ...group('Changed by hand', freshness.byHand),
    ...group('Out of date', freshness.stale),
    ...group('Missing', freshness.missing),
    ...group('No longer wanted', freshness.leftover),
    ...(freshness.interrupted ? ['\nA run was cut off, or is still going on.\n'] : []),
    '\nWrite them anew: oskc compile\n',
  ].join('')
}

/** The lines that install an environment. */
function installation(
  { name, files }: OutputEnvironment,
  changed: readonly string[],
  { shown }: OutputTree,
  linked: Linked,
  { root, cwd }: Folders,
): string {
  const folder = shellWord(`${shown}/${name}`)
  const index = linked.placements.findIndex((it) => it.environment.name === name)
  const file = join(root, secretsFile(name))
  const secrets = (linked.deployments[index]?.secrets.length ?? 0) > 0
  const from = root === cwd ? '' : ` -C ${shellWord(sourcePath(cwd, root) || '.')}`
  const byLabels = linked.environments.find((it) => it.name === name)?.placement === 'labels'
  const lines = [
    ...(changed.includes('namespace.yaml') ? [`kubectl apply -f ${folder}/namespace.yaml`] : []),
    ...(secrets && !existsSync(file) ? [`oskc secrets generate ${name}${from}`] : []),
    ...(secrets ? [`kubectl apply -f ${shellWord(sourcePath(cwd, file))}`] : []),
    ...(byLabels ? [`oskc labels ${name}${from} | sh`] : []),
    ...(fitsOneRelease(files, name)
      ? [
          ...updatedByHand(files, changed),
          `helm upgrade --install ${name} ${folder} --namespace ${name} --wait --timeout 30m`,
        ]
      : [
          `for chart in ${folder}/charts/*; do`,
          `  helm upgrade --install "$(basename "$chart")" "$chart" --namespace ${name} || break`,
          'done',
        ]),
  ]
  return `To install ${name}:\n${lines.map((it) => `  ${it}\n`).join('')}`
}

/** A path inside the folder of an environment. */
function withoutTop(path: string, name: string): string {
  return path.startsWith(`${name}/`) ? path.slice(name.length + 1) : path
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
