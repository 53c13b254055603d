import * as assert from 'uvu/assert'
import { compile } from '../compile.ts'
import { hasErrors } from '../diagnostic.ts'
import type { SourceFile } from '../model/source.ts'
import { printDiagnostics } from '../report/print.ts'
import { tinySources, toldBy } from './tiny-project.test-support.ts'

/* Pieces of inputs that are made to hurt, for the small project. */

export type Files = Readonly<Record<string, SourceFile>>

export const environment = 'environments/dev.yaml'
export const sound = 'nodes: {node1$: {roles: [all]}}\nroles: {all: [web, store]}\n'
export const web = '<oskc>/templates/web/'
export const partials = '<oskc>/templates/_partials/'

/** The environment with more in it. */
export function more(text: string): Files {
  return { [environment]: sound + text }
}

/** A template in place of the one of `web.txt`. */
export function template(text: string): Files {
  return { [`${web}files/web.txt.hbs`]: text }
}

/** A file that the edge found and could not read. */
export function unreadable(path: string, why: 'invalid-utf8' | 'nul-byte'): Files {
  return { [path]: { unreadable: why, offset: 3 } }
}

/** What is made from each of some numbers. */
export function times<T>(count: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, it) => make(it))
}

/** Partials `p0`, `p1`, …, each made from the number of the next. */
export function chain(count: number, text: (index: number) => string): Files {
  return Object.fromEntries(
    times(count, (it) => [`${partials}p${it}.hbs`, it + 1 < count ? text(it + 1) : 'x']),
  )
}

/** Asserts that the files give nothing but errors, each at a place, and one of them as told: `code file: text`. */
export function assertRefused(files: Files, expected: string, alone = false): void {
  const { charts, diagnostics, linked } = compile(tinySources(files))
  const errors = diagnostics.filter((it) => it.severity === 'error')
  const told = toldBy(errors, linked.sources).map((it) => it.slice(0, 200))
  assert.ok(
    told.some((it) => it.startsWith(expected)),
    `${expected} is not among ${told.slice(0, 5).join(' | ')}`,
  )
  if (alone) assert.is(errors.length, 1, told.slice(0, 5).join(' | '))
  assert.is(charts.size, 0)
  assert.ok(errors.every((it) => it.at))
  assert.ok(printDiagnostics(errors.slice(0, 20), linked.sources, { color: false }))
}

/** Asserts that the files give charts. */
export function assertCompiles(files: Files): void {
  const { charts, diagnostics, linked } = compile(tinySources(files))
  assert.not(hasErrors(diagnostics), toldBy(diagnostics, linked.sources).slice(0, 3).join(' | '))
  assert.ok(charts.size > 0)
}
