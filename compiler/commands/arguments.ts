import type { Report } from '../diagnostic.ts'
import type { Command, Option } from './command.ts'
import {
  badValue,
  missingOperand,
  missingValue,
  optionTwice,
  tooManyOperands,
  unknownOption,
  unwantedValue,
} from './problems.ts'

/** What a command was called with. */
export interface Call {
  readonly operands: readonly string[]
  /** Option → its values; one without value has an empty one. */
  readonly options: ReadonlyMap<string, readonly string[]>
}

/** Every command has this one. */
export const helpOption: Option = { name: 'help', short: 'h', about: 'Show this text.' }

/** Reads the arguments of a command; what is wrong with them is reported. */
export function parseArguments(argv: readonly string[], command: Command, report: Report): Call {
  const operands: string[] = []
  const options = new Map<string, string[]>()
  const reading = { argv, command, options, report }
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index]!
    if (word === '--') {
      operands.push(...argv.slice(index + 1))
      break
    }
    // A dash alone is standard input.
    if (!word.startsWith('-') || word === '-') operands.push(word)
    else index += readOption(word, argv[index + 1], reading)
  }
  if (!options.has(helpOption.name)) checkOperands(operands, command, report)
  return { operands, options }
}

/** The one value of an option, if it was given. */
export function valueOf({ options }: Call, name: string): string | undefined {
  return options.get(name)?.[0]
}

interface Reading {
  readonly command: Command
  readonly options: Map<string, string[]>
  readonly report: Report
}

/** Reads one option, and returns how many of the words after it belong to it. */
function readOption(word: string, next: string | undefined, { command, options, report }: Reading): 0 | 1 {
  const known = [...command.options, helpOption]
  const { written, attached, option } = split(word, known)
  if (!option) {
    report.push(unknownOption(written, command.name, known.map(nameOf)))
    return 0
  }
  const given = options.get(option.name)
  if (given && option.value && !option.repeatable) report.push(optionTwice(written))
  if (option.value === undefined) {
    if (attached !== undefined) report.push(unwantedValue(written, attached))
    options.set(option.name, [''])
    return 0
  }
  const value = attached ?? next
  // What looks like an option is one: a file of such a name is written `--option=-name`.
  if (value === undefined || value === '' || (attached === undefined && /^-./.test(value))) {
    report.push(missingValue(written, option.value))
    return 0
  }
  if (option.choices && !option.choices.includes(value)) report.push(badValue(written, value, option.choices))
  options.set(option.name, [...(given ?? []), value])
  return attached === undefined ? 1 : 0
}

/** `--name`, `--name=value`, `-n`, `-nvalue` or `-n=value`. */
function split(word: string, known: readonly Option[]) {
  const [, long, attached] = /^(--[^=]*)(?:=([^]*))?$/.exec(word) ?? []
  if (long !== undefined)
    return { written: long, attached, option: known.find((it) => `--${it.name}` === long) }
  const written = word.slice(0, 2)
  const rest = word.slice(2).replace(/^=/, '')
  return {
    written,
    attached: word.length > 2 ? rest : undefined,
    option: known.find((it) => it.short !== undefined && `-${it.short}` === written),
  }
}

function nameOf({ name }: Option): string {
  return `--${name}`
}

function checkOperands(
  operands: readonly string[],
  { name, operands: { shown, least, most } }: Command,
  report: Report,
): void {
  if (operands.length < least) report.push(missingOperand(name, shown))
  const extra = operands[most]
  if (extra !== undefined) report.push(tooManyOperands(name, shown, extra))
}
