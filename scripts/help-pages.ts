import { sourceFiles, type SourceText } from './source-files.ts'

/** One problem as it is documented. */
interface Page {
  readonly severity: 'error' | 'warning'
  /** Three paragraphs: what it means, why it matters, how to mend it. */
  readonly text: string
}

/** A module with the page of every problem, by its code, made of the comments in the source; and its types. */
export function helpPages(): { readonly code: string; readonly types: string } {
  const pages = sourceFiles('compiler/**/*problems.ts').flatMap(pagesOf)
  const sorted = pages.toSorted(([a], [b]) => (a < b ? -1 : 1))
  return {
    code: `export const helpPages = ${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`,
    types: `export interface HelpPage {
  readonly severity: 'error' | 'warning'
  readonly text: string
}
export const helpPages: Readonly<Record<string, HelpPage>>
`,
  }
}

function pagesOf({ text }: SourceText): readonly (readonly [code: string, page: Page])[] {
  const declared = [...text.matchAll(/^(?:export )?const \w+ = problem\(\s*'([^']*)'/gm)]
  return declared.map((it, index) => {
    const comment = /\/\*\*((?:(?!\*\/)[^])*)\*\/\n$/.exec(text.slice(0, it.index))?.[1] ?? ''
    const statement = text.slice(it.index, declared[index + 1]?.index)
    // What a problem says of an occurrence may hold the word, its last argument is it.
    const warning = /^\s*'warning',?\s*\)$|, 'warning'\)$/m.test(statement.replace(/\/\*\*[^]*$/, ''))
    return [it[1]!, { severity: warning ? 'warning' : 'error', text: paragraphs(comment) }] as const
  })
}

/** Comments give a paragraph or a line to each of the three parts; code stays as it is. */
function paragraphs(comment: string): string {
  const lines = comment.split('\n').map((it) => it.replace(/^\s*\* ?/, '').trimEnd())
  const text = lines.join('\n').trim()
  return text.includes('\n\n') ? text : text.replaceAll('\n', '\n\n')
}
