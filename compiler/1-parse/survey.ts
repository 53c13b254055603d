import type { CST } from 'yaml'
import { limits } from './limits.ts'

/** What one pass over the raw syntax of a file tells before anything is built of it. */
export interface Survey {
  /** Offset of the first key or value that is one too many. */
  readonly tooMany?: number
  /** Every tag, in the order of the text. */
  readonly tags: readonly CST.SourceToken[]
  /** Offsets of the brackets, braces and quotes that nothing closes, in the order of the text. */
  readonly unclosed: readonly number[]
}

/** Surveys the tokens of one file, without recursion. */
export function survey(tokens: readonly CST.Token[]): Survey {
  const tags: CST.SourceToken[] = []
  const unclosed: number[] = []
  let nodes = 0
  // What comes later in the text lies deeper in the stack.
  const stack: CST.Token[] = []
  const push = (token: CST.Token | null | undefined) => token && stack.push(token)
  for (const token of tokens.toReversed()) push(token)

  for (let token = stack.pop(); token; token = stack.pop()) {
    if (isNode(token) && ++nodes > limits.nodes) return { tooMany: token.offset, tags, unclosed }
    if (isOpen(token)) unclosed.push(token.offset)
    if (token.type === 'tag') tags.push(token)
    if (token.type === 'document') {
      push(token.value)
      for (const it of token.start.toReversed()) push(it)
    } else if ('items' in token) {
      for (let index = token.items.length - 1; index >= 0; index--) {
        const item: CST.CollectionItem = token.items[index]!
        push(item.value)
        for (const it of item.sep?.toReversed() ?? []) push(it)
        push(item.key)
        for (const it of item.start.toReversed()) push(it)
      }
    }
  }
  return { tags, unclosed }
}

const nodeTypes = new Set<CST.Token['type']>([
  'alias',
  'scalar',
  'single-quoted-scalar',
  'double-quoted-scalar',
  'block-scalar',
  'block-map',
  'block-seq',
  'flow-collection',
])

function isNode({ type }: CST.Token): boolean {
  return nodeTypes.has(type)
}

/** Whether a token begins with a bracket, brace or quote that nothing closes. */
function isOpen(token: CST.Token): boolean {
  if (token.type === 'flow-collection')
    return token.end[0]?.source !== (token.start.source === '{' ? '}' : ']')
  if (token.type !== 'double-quoted-scalar' && token.type !== 'single-quoted-scalar') return false
  const { source } = token
  return source.length === 1 || source.at(-1) !== source[0]
}
