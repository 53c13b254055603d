/// <reference types="handlebars" />

/** The parser alone: the whole package would bring its compiler, its runtime and source maps along. */
declare module 'handlebars/dist/cjs/handlebars/compiler/base.js' {
  export function parse(input: string): hbs.AST.Program
}
