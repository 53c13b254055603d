import type { CST } from 'yaml'
import { limits } from './limits.ts'

/** What one pass over the raw syntax of a document tells, without recursion, before anything is built. */
export interface Survey {
  /** Offset of the first collection that is nested too deeply. */
  readonly tooDeep?: number
  /** Offset of the first key or value that is one too many. */
  readonly tooMany?: number
  /** Every tag, in the order of the text. */
  readonly tags: readonly CST.SourceToken[]
  /** Offsets of the brackets, braces and quotes that nothing closes, in the order of the text. */
  readonly unclosed: readonly number[]
}

/** Surveys the tokens of one file. Never fails, however hostile the text. */
export function survey(tokens: readonly CST.Token[]): Survey {
  const tags: CST.SourceToken[] = []
  const unclosed: number[] = []
  let nodes = 0
  const stack: { token: CST.Token; depth: number }[] = []
  const push = (token: CST.Token | null | undefined, depth: number) => token && stack.push({ token, depth })
  for (const token of [...tokens].reverse()) push(token, 0)

  for (let top = stack.pop(); top; top = stack.pop()) {
    const { token, depth } = top
    switch (token.type) {
      case 'document':
        push(token.value, depth)
        tagsOf(token.start, tags)
        break
      case 'block-map':
      case 'block-seq':
      case 'flow-collection':
        if (depth >= limits.depth) return { tooDeep: token.offset, tags, unclosed }
        if (++nodes > limits.nodes) return { tooMany: token.offset, tags, unclosed }
        if (token.type === 'flow-collection' && !closes(token)) unclosed.push(token.offset)
        // Later items first, so that they are taken from the stack in the order of the text.
        for (let index = token.items.length - 1; index >= 0; index--) {
          const item: CST.CollectionItem = token.items[index]!
          push(item.value, depth + 1)
          push(item.key, depth + 1)
          tagsOf(item.start, tags)
          tagsOf(item.sep, tags)
        }
        break
      case 'double-quoted-scalar':
      case 'single-quoted-scalar':
        if (token.source.length === 1 || token.source.at(-1) !== token.source[0]) unclosed.push(token.offset)
        nodes++
        break
      case 'scalar':
      case 'block-scalar':
      case 'alias':
        if (++nodes > limits.nodes) return { tooMany: token.offset, tags, unclosed }
    }
  }
  tags.sort((a, b) => a.offset - b.offset)
  unclosed.sort((a, b) => a - b)
  return { tags, unclosed }
}

function tagsOf(tokens: readonly CST.SourceToken[] | undefined, found: CST.SourceToken[]): void {
  for (const token of tokens ?? []) if (token.type === 'tag') found.push(token)
}

function closes({ start, end }: CST.FlowCollection): boolean {
  return end[0]?.source === (start.source === '{' ? '}' : ']')
}
