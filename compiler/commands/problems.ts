import { problem } from '../diagnostic.ts'
import { didYouMean } from '../lib/did-you-mean.ts'

/**
 * The command line names a command that oskc does not have.
 *
 * Nothing was done.
 *
 * Correct the name; `oskc help` lists all commands.
 */
export const unknownCommand = problem('call/unknown-command', (name: string, known: readonly string[]) => ({
  message: `There is no command "${name}".`,
  hint: didYouMean(name, known).hint ?? 'See all commands: oskc help',
}))

/**
 * The command line has an option that the command does not have.
 *
 * What it was meant to change would silently stay as it is.
 *
 * Correct the option; `oskc help COMMAND` lists those of a command. A name that begins with a dash goes after `--`.
 */
export const unknownOption = problem(
  'call/unknown-option',
  (option: string, command: string, known: readonly string[]) => ({
    message: `"oskc ${command}" has no option ${option}.`,
    hint: didYouMean(option, known).hint ?? `See its options: oskc help ${command}`,
  }),
)

/**
 * An option that needs a value has none.
 *
 * The word after it is another option, is empty, or is missing.
 *
 * Write the value after it. One that begins with a dash is written `--option=-value`.
 */
export const missingValue = problem('call/missing-value', (option: string, value: string) => ({
  message: `The option ${option} needs a value: ${option} ${value}.`,
}))

/**
 * An option that only is there or not was given a value.
 *
 * `--check=no` would mean the contrary of what it says.
 *
 * Write the option alone, or leave it out.
 */
export const unwantedValue = problem('call/unwanted-value', (option: string, value: string) => ({
  message: `The option ${option} takes no value, and has "${value}".`,
}))

/**
 * An option was given twice that can have only one value.
 *
 * One of the two would silently mean nothing.
 *
 * Leave one of them out.
 */
export const optionTwice = problem('call/option-twice', (option: string) => ({
  message: `The option ${option} is given twice.`,
}))

/**
 * An option has a value that it cannot have.
 *
 * It would mean nothing.
 *
 * Use one of the values that the message lists.
 */
export const badValue = problem(
  'call/bad-value',
  (option: string, value: string, choices: readonly string[]) => ({
    message: `The option ${option} cannot be "${value}"; it is one of ${choices.join(', ')}.`,
    ...didYouMean(value, choices),
  }),
)

/**
 * The command must be told what to work on.
 *
 * It cannot guess.
 *
 * Write what the usage shows; `oskc help COMMAND` has an example.
 */
export const missingOperand = problem('call/missing-operand', (command: string, shown: string) => ({
  message: `Something is missing: oskc ${command} ${shown}.`,
  hint: `See an example: oskc help ${command}`,
}))

/**
 * The command was given more words than it has a use for.
 *
 * They would silently mean nothing.
 *
 * Leave them out; text with blanks needs quotes in a shell.
 */
export const tooManyOperands = problem(
  'call/too-many-operands',
  (command: string, shown: string, extra: string) => ({
    message: `"${extra}" is one word too many: oskc ${`${command} ${shown}`.trim()}.`,
  }),
)

/**
 * The command line names something that does not exist: an environment, a node, a service, a schema.
 *
 * There is nothing to show or to do.
 *
 * Correct the name.
 */
export const unknownName = problem(
  'call/unknown-name',
  (kind: string, name: string, known: readonly string[]) => ({
    message: `There is no ${kind} called "${name}".`,
    hint: didYouMean(name, known).hint ?? listed(known),
  }),
)

/**
 * A file that the command line names cannot be read.
 *
 * There is nothing to work on.
 *
 * Correct the path, or the permissions of the file.
 */
export const unreadableInput = problem('call/unreadable-file', (file: string) => ({
  message: `The file "${file}" cannot be read.`,
  hint: 'Check the path and the permissions.',
}))

/**
 * The command reads standard input, which is a terminal.
 *
 * It would wait for somebody to type a list of nodes.
 *
 * Name a file, or pipe the list in: `kubectl get nodes -o json | oskc inventory > nodes.yaml`.
 */
export const noInput = problem('call/no-input', () => ({
  message: 'There is nothing to read: standard input is a terminal.',
  hint: 'kubectl get nodes -o json | oskc inventory > nodes.yaml',
}))

function listed(known: readonly string[]): string {
  const shown = known.slice(0, 10).join(', ')
  if (known.length === 0) return 'There is none at all.'
  return known.length > 10 ? `There are ${shown} and ${known.length - 10} more.` : `There is ${shown}.`
}
