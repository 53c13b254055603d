import { mergeMappings } from '../lib/merge.ts'
import type { ConfigFile, Container } from '../model/deployment.ts'
import type { LinkedService } from '../model/linked.ts'
import type { NodeGroup } from '../model/settings.ts'
import { shellQuoted } from '../lib/shell-quoted.ts'
import { overridesTouch } from './overrides-touch.ts'

/**
 * A daemon whose command differs between nodes is started by a file, since one pod template serves all nodes:
 * the file has a variant for each command, and the configure step picks the node's.
 */
export function withNodeCommands(
  container: Container,
  service: LinkedService,
  groups: readonly NodeGroup[],
): Container {
  const placed = new Set(service.nodes.map((it) => it.name))
  const variants = new Map<string, string[]>()
  const content = script(container.command)
  for (const { nodes, overrides } of groups) {
    const here = nodes.map((it) => it.node.name).filter((it) => placed.has(it))
    if (here.length === 0 || !overridesTouch(overrides, service.commandReads)) continue
    const command = service.commandsWith(mergeMappings(service.root, overrides, [])).get(container.name)
    const text = command && script(command)
    if (text && text !== content) variants.set(text, [...(variants.get(text) ?? []), ...here])
  }
  if (variants.size === 0) return container
  const path = `/oskc/run/${container.name}.sh`
  const file: ConfigFile = {
    key: `run-${container.name}.sh`,
    path,
    mode: 0o644,
    owner: 'program',
    content,
    variants: [...variants].map(([text, nodes]) => ({ content: text, nodes: nodes.sort() })),
  }
  return { ...container, command: ['sh', path], files: [...container.files, file] }
}

/** A script that becomes the program: each argument in quotes, so that the shell leaves it as it is. */
function script(command: readonly string[]): string {
  return `exec ${command.map(shellQuoted).join(' ')}\n`
}
