import { isMap, isPair, isScalar, isSeq } from 'yaml'
import type { CST, Pair, Scalar as YamlScalar } from 'yaml'
import type { Parsed } from './build-node.ts'

/** The range of a value's own text: without its tag, its anchor, and the blanks and comments around it. */
export function rangeOf(text: string, parsed: Parsed): { readonly start: number; readonly end: number } {
  const end = endOf(text, parsed)
  return { start: Math.min(startOf(parsed), end), end }
}

/** A mapping begins with what its first key begins with. */
function startOf(parsed: Parsed): number {
  const start = parsed.range![0]
  if (!isMap(parsed) || parsed.flow) return start
  const first = (parsed.items[0]?.srcToken as CST.CollectionItem | undefined)?.start
  const token = first?.find(({ type }) => type === 'anchor' || type === 'tag' || type === 'explicit-key-ind')
  return token ? Math.min(token.offset, start) : start
}

/** A list or mapping ends with its last value. */
function endOf(text: string, parsed: Parsed): number {
  let last: Parsed | null | undefined = parsed
  while ((isMap(last) || isSeq(last)) && !last.flow) {
    const item: unknown = last.items.at(-1)
    const inner = (isPair(item) ? lastOf(item) : item) as Parsed | undefined
    if (!inner) break
    last = inner
  }
  return isScalar(last) ? endOfScalar(text, last) : last.range![1]
}

/** A block scalar ends with its text, unless it says that the blank lines after it are part of it. */
function endOfScalar(text: string, { range, srcToken }: YamlScalar): number {
  const [start, end] = range!
  if (start === end) return withoutBlanks(text, end)
  if (srcToken?.type !== 'block-scalar') return end
  const header = srcToken.props.find((it) => it.type === 'block-scalar-header') as CST.SourceToken
  if (header.source.includes('+')) return end
  const { source } = srcToken
  let breaks = 0
  while (source[source.length - 1 - breaks] === '\n') breaks++
  return breaks === source.length ? header.offset + header.source.length : end - breaks
}

/** A value left out before a comment is said to stand right before the comment. */
function withoutBlanks(text: string, end: number): number {
  let trimmed = end
  while (text[trimmed - 1] === ' ' || text[trimmed - 1] === '\t') trimmed--
  return trimmed
}

function lastOf({ key, value }: Pair): unknown {
  return value ?? key
}
