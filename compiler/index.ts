/* The library: the whole compiler as a function, and two ways to print what it finds. Nothing here touches a disk. */

export { compile } from './compile.ts'
export type { Compilation } from './compile.ts'
export type { Diagnostic, Related, Severity } from './diagnostic.ts'
export type { Request } from './model/input.ts'
export type { Place } from './model/node.ts'
export type { ChartTree, SourceFile, SourceTree, Unreadable } from './model/source.ts'
export type { OptionCatalogue } from './options/release-options.ts'
export { jsonLines } from './report/json.ts'
export { printDiagnostics } from './report/print.ts'
export type { PrintOptions } from './report/print.ts'
