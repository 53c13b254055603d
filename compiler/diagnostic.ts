import type { Place } from './model/node.ts'

/** One problem of the input, or one thing worth knowing about it. */
export interface Diagnostic {
  /** `stage/problem`, stable, documented by `oskc help CODE`. */
  readonly code: string
  readonly severity: Severity
  readonly message: string
  /** Absent only where no file is to blame, such as an unknown environment on the command line. */
  readonly at?: Place
  readonly related: readonly Related[]
  readonly hint?: string
  /** The text at `at` may be a secret: no frame is printed. */
  readonly masked?: boolean
}

export type Severity = 'error' | 'warning'

/** Another place that belongs to a problem: the other side of a clash, one edge of a cycle. */
export interface Related {
  readonly message: string
  readonly at: Place
}

/** What a problem's constructor says of one occurrence. */
export interface Description {
  readonly message: string
  readonly at?: Place
  readonly related?: readonly Related[]
  readonly hint?: string
  readonly masked?: boolean
}

/** A constructor of one kind of problem, carrying its code so that all codes can be listed. */
export interface Problem<A extends readonly unknown[]> {
  (...args: A): Diagnostic
  readonly code: string
  readonly severity: Severity
}

/** Declares a kind of problem: its code, what it says of one occurrence, and how grave it is. */
export function problem<A extends readonly unknown[]>(
  code: string,
  describe: (...args: A) => Description,
  severity: Severity = 'error',
): Problem<A> {
  const construct = (...args: A): Diagnostic => ({ code, severity, related: [], ...describe(...args) })
  return Object.assign(construct, { code, severity })
}

/** Where a stage puts the problems that it finds. */
export type Report = Diagnostic[]

/** Whether anything in the list forbids writing. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((it) => it.severity === 'error')
}
