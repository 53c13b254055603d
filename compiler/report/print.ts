import type { Diagnostic, Severity } from '../diagnostic.ts'
import type { Place } from '../model/node.ts'
import type { SourceTree } from '../model/source.ts'
import { frame, type Framing } from './frame.ts'
import { locator, type Locator } from './locate.ts'
import { paint } from './paint.ts'
import { visible } from './visible.ts'

/** How diagnostics are printed. */
export interface PrintOptions {
  readonly color: boolean
  /** Places whose text is secret: the lines they are on are never shown. */
  readonly secrets?: readonly Place[]
  /** What became of the output, as a sentence; by default that nothing was written, if there are errors. */
  readonly written?: string
}

/**
 * Diagnostics for people, in the order given: what is wrong, where, the text there, what belongs to it, what to do;
 * at the end how many there are. Offsets are into the given texts.
 */
export function printDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: SourceTree,
  options: PrintOptions,
): string {
  if (diagnostics.length === 0) return ''
  const places = locator(sources)
  const masked = diagnostics.flatMap(({ masked, at }) => (masked && at ? [at] : []))
  const isSecret = secretLines([...masked, ...(options.secrets ?? [])], places)
  const framing: Framing = { places, paint: paint(options.color), isSecret }
  const blocks = diagnostics.map((it) => `${printOne(it, framing).join('\n')}\n`)
  return [...blocks, `${summary(diagnostics, options.written)}\n`].join('\n')
}

function printOne(
  { code, severity, message, at, hint, related, masked }: Diagnostic,
  framing: Framing,
): readonly string[] {
  const { paint } = framing
  const shown: Framing = masked ? { ...framing, isSecret: () => true } : framing
  const heading = `${paint[severity](`${severity}[${code}]`)}${paint.strong(`: ${visible(message)}`)}`
  const { rows, indent } = at ? frame(at, shown, paint[severity]) : { rows: [], indent: ' ' }
  const notes = related.flatMap((it) => [
    `${paint.note('note')}: ${visible(it.message)}`,
    ...frame(it.at, shown, paint.note).rows,
  ])
  return [heading, ...rows, ...(hint === undefined ? [] : hintRows(hint, indent, framing)), ...notes]
}

/** A hint; its further lines stand under its first. */
function hintRows(hint: string, indent: string, { paint }: Framing): readonly string[] {
  const [first = '', ...others] = hint.split('\n').map(visible)
  const head = `${indent} ${paint.gutter('=')} ${paint.note('hint')}: `
  const deep = ' '.repeat(`${indent} = hint: `.length)
  return [head + first, ...others.map((it) => (deep + it).trimEnd())]
}

function secretLines(secrets: readonly Place[], { locate }: Locator): Framing['isSecret'] {
  const lines = new Set<string>()
  for (const place of secrets) {
    const location = locate(place)
    if (!location) continue
    for (let line = location.start.line; line <= location.end.line; line++) lines.add(`${line} ${place.file}`)
  }
  return (file, line) => lines.has(`${line} ${file}`)
}

function summary(diagnostics: readonly Diagnostic[], written: string | undefined): string {
  const count = (severity: Severity) => diagnostics.filter((it) => it.severity === severity).length
  const errors = count('error')
  const warnings = count('warning')
  const parts = [counted(errors, 'error'), counted(warnings, 'warning')].filter((it) => it !== '')
  const outcome = written ?? (errors > 0 ? 'Nothing was written.' : '')
  return `${parts.join(' and ')}. ${outcome}`.trimEnd()
}

function counted(count: number, noun: string): string {
  return count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`
}
