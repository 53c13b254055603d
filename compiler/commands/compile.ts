import { resolve } from 'node:path'
import { checkTree } from '../edge/check-tree.ts'
import type { OutputTree } from '../edge/output-tree.ts'
import { sourcePath } from '../edge/expand-environments.ts'
import { writeTree } from '../edge/write-tree.ts'
import { hasErrors } from '../diagnostic.ts'
import { valueOf, type Call } from './arguments.ts'
import type { Command, ExitCode } from './command.ts'
import { compileAsked } from './compile-asked.ts'
import { describeFreshness, describeWritten } from './compile-summary.ts'
import { inputsOf } from './inputs.ts'
import { formatOption, openProject, projectOptions, type OpenProject } from './project-options.ts'
import { releaseProblems } from './release-problems.ts'
import { asStrict, printReport } from './report.ts'
import { secretPlaces } from './secret-places.ts'
import { version } from './version.ts'
import type { World } from './world.ts'

type Compiled = ReturnType<typeof compileAsked>

export const compileCommand: Command = {
  name: 'compile',
  summary: 'compile environments to Helm charts',
  operands: { shown: '[ENV...]', least: 0, most: Infinity },
  options: [
    { name: 'check', about: 'Write nothing; exit with 1 if the charts are not what would be written.' },
    {
      name: 'output',
      value: 'DIR',
      about: 'The folder of the charts; default: what oskc.yaml says, else charts.',
    },
    { ...formatOption, about: 'text for people (default), or json: one diagnostic a line.' },
    ...projectOptions,
  ],
  about: `Reads the project, compiles all environments or those named, and writes a folder of charts for each. All
environments are checked against each other, whichever are named. Only files that differ are written; nothing is
written when there is an error. At the end it shows how to install what changed.`,
  examples: [
    ['oskc compile', 'Compile all environments of the project.'],
    ['oskc compile prod', 'Compile one of them.'],
    ['oskc compile --check', 'In CI: fail when the charts are not up to date.'],
    ['oskc compile --environment ccp-cli-config-1.yaml --inventory nodes.yaml', 'Compile a file on its own.'],
  ],
  run,
}

function run(call: Call, world: World): ExitCode {
  const project = openProject(call, world)
  const compiled = compileAsked(project.sources, project.request, call.operands)
  const found = asStrict([...project.diagnostics, ...compiled.diagnostics], project.strict)
  const json = valueOf(call, 'format') === 'json'
  const report = (diagnostics: typeof found, written?: string): ExitCode => {
    const { sources, documents } = compiled.linked
    const secrets = secretPlaces(sources, documents)
    const outcome = written === undefined ? {} : { written }
    printReport(diagnostics, sources, world, {
      format: json ? 'json' : 'text',
      secrets,
      documents,
      ...outcome,
    })
    return hasErrors(diagnostics) ? 2 : 0
  }
  if (hasErrors(found)) return report(found, call.options.has('check') ? '' : undefined)

  const tree = outputTree(compiled, project, call, world)
  const say = (text: string) => (json ? world.stderr : world.stdout).write(text)
  if (call.options.has('check')) {
    const freshness = checkTree(tree)
    const exit = report([...found, ...freshness.diagnostics], '')
    if (exit !== 0) return exit
    if (!freshness.fresh || !json) say(describeFreshness(freshness, tree))
    return freshness.fresh ? 0 : 1
  }
  const sizes = asStrict(releaseProblems(tree.environments), project.strict)
  if (hasErrors(sizes)) return report([...found, ...sizes])
  const written = writeTree(tree)
  const exit = report([...found, ...sizes, ...written.diagnostics], '')
  if (exit === 0 && !json)
    say(describeWritten(written, tree, compiled.linked, { root: project.root, cwd: world.cwd }))
  return exit
}

function outputTree(
  { charts, environments, linked }: Compiled,
  { output }: OpenProject,
  call: Call,
  { cwd }: World,
): OutputTree {
  const named = valueOf(call, 'output')
  const folder = named === undefined ? output : resolve(cwd, named)
  const folders = byFolder(charts)
  return {
    output: folder,
    shown: sourcePath(cwd, folder) || '.',
    version: version(),
    environments: environments.map(({ name, release }) => ({
      name,
      release,
      files: folders.get(name) ?? new Map<string, string>(),
      inputs: inputsOf(
        linked.environments.find((it) => it.name === name)!,
        linked,
      ),
    })),
    all: call.operands.length === 0 && !call.options.has('environment'),
  }
}

/** The files of each folder at the top of a tree. */
function byFolder(charts: Compiled['charts']): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const folders = new Map<string, Map<string, string>>()
  for (const [path, text] of charts) {
    const slash = path.indexOf('/')
    const name = path.slice(0, slash)
    const files = folders.get(name) ?? new Map<string, string>()
    folders.set(name, files.set(path.slice(slash + 1), text))
  }
  return folders
}
