import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAllDocuments, isMap } from 'yaml'
import type { FilesOf } from './checks/files.ts'
import { copyProject, environmentFiles, type Project, type TopologyEnvironment } from './project.ts'

/**
 * Where the compiled files of an environment are for each node. Where a node has settings of its own, they come from a
 * project in which all nodes have these: so nothing that chooses between variants is believed.
 */
export function filesByNode(project: Project, environment: TopologyEnvironment): FilesOf {
  const known = found.get(environment) ?? findFiles(project, environment)
  found.set(environment, known)
  return known
}

const found = new Map<TopologyEnvironment, FilesOf>()

function findFiles(project: Project, { name, nodes }: TopologyEnvironment): FilesOf {
  const usual = project.oskc('config', name)
  const charts = new Map([[usual, project.charts]])
  const patterns = environmentFiles(project.folder).flatMap((it) =>
    patternsWithSettings(readFileSync(it, 'utf8')),
  )
  const special = nodes.filter((node) => patterns.some((it) => new RegExp(`^(?:${it})`).test(node.name)))
  const byNode = new Map(
    special.map((node) => {
      const settings = project.oskc('config', name, '--node', node.name)
      if (!charts.has(settings)) charts.set(settings, everywhere(project, name, settings))
      return [node.name, charts.get(settings)!] as const
    }),
  )
  return (service, node) => join(byNode.get(node) ?? project.charts, name, 'charts', service, 'files')
}

/** The charts of a project whose nodes have no settings of their own, and one environment these. */
function everywhere(project: Project, environment: string, settings: string): string {
  const copy = copyProject()
  cpSync(project.folder, copy.folder, { recursive: true })
  rmSync(copy.charts, { recursive: true })
  for (const file of environmentFiles(copy.folder))
    writeFileSync(file, withoutNodeSettings(readFileSync(file, 'utf8')))
  copy.override(environment, settings)
  copy.compile()
  return copy.charts
}

function patternsWithSettings(text: string): readonly string[] {
  return documents(text).flatMap((document) => {
    const nodes = document.get('nodes')
    const items = isMap(nodes) ? nodes.items : []
    return items.filter(({ value }) => isMap(value) && value.has('configs')).map((it) => String(it.key))
  })
}

function withoutNodeSettings(text: string): string {
  const all = documents(text)
  for (const document of all) {
    const nodes = document.get('nodes')
    if (isMap(nodes)) for (const { value } of nodes.items) if (isMap(value)) value.delete('configs')
  }
  return all.map(String).join('')
}

function documents(text: string): readonly ReturnType<typeof parseAllDocuments>[number][] {
  const all = parseAllDocuments(text)
  return Array.isArray(all) ? all : []
}
