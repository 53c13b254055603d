import { resolve } from 'node:path'
import type { Report } from '../diagnostic.ts'
import { isFolder } from '../edge/find-project.ts'
import { missingFolder } from '../edge/problems.ts'
import { parseArguments, helpOption, valueOf } from './arguments.ts'
import type { ExitCode } from './command.ts'
import { commands } from './commands.ts'
import { unknownCommand } from './problems.ts'
import { printReport } from './report.ts'
import { version } from './version.ts'
import type { World } from './world.ts'

/** Runs oskc with the words of a command line. */
export async function run(argv: readonly string[], world: World): Promise<ExitCode> {
  try {
    return await dispatch(argv, world)
  } catch (error) {
    world.stderr.write(bugReport(argv, error))
    return 70
  }
}

async function dispatch(argv: readonly string[], world: World): Promise<ExitCode> {
  const [name, ...rest] = argv
  if (name === undefined || name === '--help' || name === '-h') {
    const { usage } = await import('./help.ts')
    const output = name === undefined ? world.stderr : world.stdout
    output.write(await usage())
    return name === undefined ? 2 : 0
  }
  if (name === '--version' || name === '-V') {
    world.stdout.write(`${version()}\n`)
    return 0
  }
  const command = await commands.get(name)?.()
  if (!command) return refuse([unknownCommand(name, [...commands.keys(), '--help', '--version'])], world)
  const report: Report = []
  const call = parseArguments(rest, command, report)
  if (call.options.has(helpOption.name)) {
    const { usageOf } = await import('./help.ts')
    world.stdout.write(usageOf(command))
    return 0
  }
  if (report.length > 0) return refuse(report, world)
  // Where there is no project, everything is missing: that goes without saying.
  const folder = valueOf(call, 'directory')
  if (folder !== undefined && !isFolder(resolve(world.cwd, folder)))
    return refuse([missingFolder(folder)], world)
  return command.run(call, world)
}

function refuse(report: Report, world: World): ExitCode {
  printReport(report, new Map(), world, { written: '' })
  return 2
}

function bugReport(argv: readonly string[], error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `This is a bug in oskc, not in your files. Please report it with the text below.

oskc ${version()}, Node.js ${process.version}, ${process.platform}
oskc ${argv.join(' ')}
${stack}
`
}
