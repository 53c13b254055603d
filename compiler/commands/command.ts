import type { Call } from './arguments.ts'
import type { World } from './world.ts'

/** How a process ends: well; what was compared differs; the input or the call is wrong; a bug in oskc. */
export type ExitCode = 0 | 1 | 2 | 70

/** An option of a command. */
export interface Option {
  /** Without dashes. */
  readonly name: string
  /** One letter. */
  readonly short?: string
  /** What its value is, in capitals; without it, the option has none. */
  readonly value?: string
  /** The only values it may have. */
  readonly choices?: readonly string[]
  readonly repeatable?: boolean
  readonly about: string
}

/** What a command expects beside its options. */
export interface Operands {
  /** As shown in its usage, e.g. `ENV [SERVICE...]`. */
  readonly shown: string
  readonly least: number
  readonly most: number
}

/** A command of oskc. */
export interface Command {
  readonly name: string
  /** One line. */
  readonly summary: string
  readonly operands: Operands
  readonly options: readonly Option[]
  /** What it does, in sentences. */
  readonly about: string
  /** Command lines with what they do. */
  readonly examples: readonly (readonly [line: string, about: string])[]
  readonly run: (call: Call, world: World) => ExitCode | Promise<ExitCode>
}
