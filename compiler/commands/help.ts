import type { Call } from './arguments.ts'
import { helpOption } from './arguments.ts'
import type { Command, ExitCode, Option } from './command.ts'
import { commands } from './commands.ts'
import { helpPages } from './generated/help-pages.js'
import { unknownName } from './problems.ts'
import { printReport } from './report.ts'
import { table } from './table.ts'
import { version } from './version.ts'
import type { World } from './world.ts'

export const helpCommand: Command = {
  name: 'help',
  summary: 'explain a command, or a problem by its code',
  operands: { shown: '[COMMAND | CODE]', least: 0, most: 1 },
  options: [],
  about: `Explains a command, with examples; or a problem, by the code that stands in brackets before its message: what it
means, why it matters, and how to mend it.`,
  examples: [
    ['oskc help compile', 'A command.'],
    ['oskc help place/unknown-role', 'A problem.'],
    ['oskc help place', 'The codes of all problems of placing.'],
  ],
  run,
}

async function run({ operands: [topic] }: Call, world: World): Promise<ExitCode> {
  const text = topic === undefined ? await usage() : await explain(topic)
  if (text !== undefined) {
    world.stdout.write(text)
    return 0
  }
  const known = [...commands.keys(), ...Object.keys(helpPages)]
  printReport([unknownName('command or code', topic ?? '', known)], new Map(), world, { written: '' })
  return 2
}

/** All commands. */
export async function usage(): Promise<string> {
  const all = await Promise.all(Array.from(commands.values(), (load) => load()))
  return `oskc ${version()}: compiles descriptions of clouds to Helm charts

Usage: oskc COMMAND [ARGUMENT...] [OPTION...]

${table(all.map((it) => [`  ${it.name}`, it.summary]))}
oskc help COMMAND shows examples, oskc help CODE explains a problem.
Exit codes: 0 all is well; 1 the charts are not up to date; 2 errors in the input or the call; 70 a bug in oskc.
`
}

/** All about one command. */
export function usageOf({ name, summary, operands, options, about, examples }: Command): string {
  const rows = [...options, helpOption].map((it) => [`  ${optionShown(it)}`, it.about])
  return `oskc ${name}: ${summary}

Usage: ${['oskc', name, operands.shown, '[OPTION...]'].filter((it) => it !== '').join(' ')}

${about}

Options:
${table(rows)}
Examples:
${examples.map(([line, meaning]) => `  # ${meaning}\n  ${line}\n`).join('')}`
}

function optionShown({ name, short, value }: Option): string {
  const forms = [...(short === undefined ? [] : [`-${short}`]), `--${name}`].join(', ')
  return value === undefined ? forms : `${forms} ${value}`
}

async function explain(topic: string): Promise<string | undefined> {
  const command = await commands.get(topic)?.()
  if (command) return usageOf(command)
  const page = Object.hasOwn(helpPages, topic) ? helpPages[topic] : undefined
  if (page) return `${topic} (${page.severity})\n\n${page.text}\n`
  const codes = Object.keys(helpPages).filter((it) => it.startsWith(`${topic.replace(/\/$/, '')}/`))
  return codes.length > 0 ? codes.map((it) => `${it}\n`).join('') : undefined
}
