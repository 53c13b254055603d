import { Lexer, Parser } from 'yaml'
import type { CST } from 'yaml'
import { limits } from './limits.ts'

/** After so many places that make no sense, a file is taken for something else than YAML. */
const enoughErrors = 100

/** The raw syntax of a text; reading stops as soon as it is nested too deeply or makes no sense at all. */
export function tokenize(text: string): { readonly tokens: readonly CST.Token[]; readonly tooDeep?: number } {
  const parser = new Parser()
  const tokens: CST.Token[] = []
  let errors = 0
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      tokens.push(token)
      if (token.type === 'error') errors++
    }
    const tooDeep = firstTooDeep(parser.stack)
    if (tooDeep !== undefined) return { tokens, tooDeep }
    if (errors > enoughErrors) break
  }
  for (const token of parser.end()) tokens.push(token)
  return { tokens }
}

/** Offset of the first of the collections being read that is nested too deeply. */
function firstTooDeep(stack: readonly CST.Token[]): number | undefined {
  if (stack.length <= limits.depth) return undefined
  return stack.filter(isCollection)[limits.depth]?.offset
}

function isCollection({ type }: CST.Token): boolean {
  return type === 'block-map' || type === 'block-seq' || type === 'flow-collection'
}
