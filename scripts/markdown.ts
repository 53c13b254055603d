import { sourceFiles } from './source-files.ts'

/** A fenced block: the words after the fence, and its text. */
export interface Block {
  readonly words: readonly string[]
  readonly text: string
}

/** The Markdown files of the project, by path. */
export function markdownPages(): ReadonlyMap<string, string> {
  return new Map(
    sourceFiles('{*.md,{compiler,docs,schemas,scripts,templates}/**/*.md}').map((it) => [it.path, it.text]),
  )
}

/** The fenced blocks of a page. */
export function blocksOf(text: string): readonly Block[] {
  return Array.from(text.matchAll(/^```(.*)\n([^]*?)^```$/gm), ([, words, body]) => ({
    words: words!.trim().split(/\s+/),
    text: body!,
  }))
}

/** Blocks and spans of code, line by line. */
export function codeOf(text: string): readonly string[] {
  const prose = text.replace(/^```[^]*?^```$/gm, '')
  const spans = Array.from(prose.matchAll(/`([^`\n]+)`/g), (it) => it[1]!)
  return [...blocksOf(text).flatMap((it) => it.text.replaceAll('\\\n', ' ').split('\n')), ...spans]
}

/** What links to the headings of a page are called. */
export function anchorsOf(text: string): readonly string[] {
  return Array.from(text.replace(/^```[^]*?^```$/gm, '').matchAll(/^#+ (.+)$/gm), ([, title]) =>
    title!
      .toLowerCase()
      .replace(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-'),
  )
}

/** The files of the blocks that are called `file=PATH`, in the order of the page. */
export function filesOf(text: string): readonly (readonly [path: string, text: string])[] {
  return blocksOf(text).flatMap(({ words, text: body }) => {
    const path = words.find((it) => it.startsWith('file='))?.slice('file='.length)
    return path ? [[path, body] as const] : []
  })
}

/** The blocks whose fence has a word behind the language. */
export function marked(text: string, word: string): readonly string[] {
  return blocksOf(text)
    .filter((it) => it.words[1] === word)
    .map((it) => it.text)
}
