import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { globSync } from 'glob'
import { parse, parseAllDocuments } from 'yaml'
import type { NodeEntry } from './control/nodes.ts'

/** A project in a folder of its own, which a test may change and compile. */
export interface Project {
  readonly folder: string
  /** The folder of the compiled charts, one for each environment. */
  readonly charts: string
  readonly read: (path: string) => string
  readonly write: (path: string, text: string) => void
  /** Lays a file over those of an environment, stronger than any before it. */
  readonly override: (environment: string, text: string) => void
  /** Runs `oskc`; throws with what it said where it fails. */
  readonly oskc: (...args: readonly string[]) => string
  /** Compiles all environments, or those that are named; what is to be typed then, by environment. */
  readonly compile: (...names: readonly string[]) => ReadonlyMap<string, readonly string[]>
  readonly topology: () => readonly TopologyEnvironment[]
  /** As of the last compilation. */
  readonly graph: (environment: string) => Graph
  /** Makes the Secrets of an environment that are missing; the path of their manifests. */
  readonly secrets: (environment: string, ...args: readonly string[]) => string
  /** The entries of an inventory; of the project's own unless another file is named. */
  readonly nodes: (file?: string) => readonly NodeEntry[]
  /** The folder with the compiled files of a service. */
  readonly filesOf: (environment: string, service: string) => string
}

/** What `oskc topology` says of an environment. */
export interface TopologyEnvironment {
  readonly name: string
  readonly services: readonly TopologyService[]
  readonly nodes: readonly { readonly name: string; readonly services: readonly string[] }[]
}

export interface TopologyService {
  readonly name: string
  readonly definition: string
  readonly kind: 'Deployment' | 'StatefulSet' | 'DaemonSet'
  readonly replicas: number
  readonly nodes: readonly string[]
}

/** What `oskc graph` says: services by their names, jobs as `service/job`. */
export interface Graph {
  readonly nodes: readonly { readonly name: string; readonly kind: 'service' | 'job' }[]
  readonly edges: readonly { readonly from: string; readonly to: string; readonly local: boolean }[]
}

/** The folder of this repository. */
export const repository = fileURLToPath(new URL('../..', import.meta.url))
/** The built program. */
export const oskcProgram = join(repository, 'bin/oskc.js')
const made: string[] = []
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
process.on('exit', () => made.forEach((it) => rmSync(it, { recursive: true, force: true })))

/** Copies folders of the repository, one over the other, into a project that lasts as long as this process. */
export function copyProject(...sources: readonly string[]): Project {
  const folder = mkdtempSync(join(tmpdir(), 'oskc-project-'))
  made.push(folder)
  for (const source of sources) cpSync(join(repository, source), folder, { recursive: true })
  return projectIn(folder)
}

function projectIn(folder: string): Project {
  const charts = join(folder, 'charts')
  const oskc: Project['oskc'] = (...args) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [oskcProgram, ...args], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    })
    if (status !== 0) throw new Error(`oskc ${args.join(' ')}: ${stdout}${stderr}`)
    return stdout
  }
  const json = <T>(...args: readonly string[]): T => JSON.parse(oskc(...args, '--format', 'json')) as T
  const graphs = new Map<string, Graph>()
  return {
    folder,
    charts,
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    write: (path, text) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    },
    override: (environment, text) => {
      const path = environmentFileOf(folder, environment).replace(/yaml$/, 'd')
      mkdirSync(path, { recursive: true })
      const number = String(readdirSync(path).length + 1).padStart(3, '0')
      writeFileSync(join(path, `${number}.yaml`), text)
    },
    oskc,
    compile: (...names) => {
      graphs.clear()
      return linesByEnvironment(oskc('compile', ...names))
    },
    topology: () => json<{ readonly environments: readonly TopologyEnvironment[] }>('topology').environments,
    graph: (environment) => {
      if (!graphs.has(environment)) graphs.set(environment, json('graph', environment))
      return graphs.get(environment)!
    },
    secrets: (environment, ...args) => {
      oskc('secrets', 'generate', environment, ...args)
      return join(folder, 'secrets', `${environment}.yaml`)
    },
    nodes: (file = 'nodes.yaml') => {
      const entries = parse(readFileSync(join(folder, file), 'utf8')) as readonly (string | NodeEntry)[]
      return entries.map((it) =>
        typeof it === 'string' ? { name: it, hostname: it } : { hostname: it.name, ...it },
      )
    },
    filesOf: (environment, service) => join(charts, environment, 'charts', service, 'files'),
  }
}

/** Below `To install NAME:`, indented. */
function linesByEnvironment(said: string): ReadonlyMap<string, readonly string[]> {
  const blocks = said.matchAll(/^To install (.*):\n((?: {2}.*\n)+)/gm)
  return new Map(Array.from(blocks, ([, name = '', lines = '']) => [name, lines.trim().split(/\n */)]))
}

/** The files of environments in a project, and those that they include. */
export function environmentFiles(folder: string): readonly string[] {
  return globSync('*.yaml', { cwd: folder, absolute: true, ignore: ['oskc.yaml', 'nodes*.yaml'] })
}

function environmentFileOf(folder: string, environment: string): string {
  const found = environmentFiles(folder).find((it) => {
    const documents = parseAllDocuments(readFileSync(it, 'utf8'))
    return (
      Array.isArray(documents) &&
      documents.some((one) => one.getIn(['kubernetes', 'namespace']) === environment)
    )
  })
  if (found === undefined) throw new Error(`No file says that it is ${environment}.`)
  return found
}
