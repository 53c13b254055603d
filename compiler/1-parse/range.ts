import { isMap, isPair, isScalar, isSeq } from 'yaml'
import type { CST, Pair, Scalar as YamlScalar } from 'yaml'
import type { Parsed } from './build-node.ts'

/** Where the text of a value begins: at its first key or dash, not at its own tag, anchor or comment. */
export function startOf(parsed: Parsed): number {
  const start = parsed.range![0]
  if (!isMap(parsed) || parsed.flow) return start
  const first = (parsed.items[0]?.srcToken as CST.CollectionItem | undefined)?.start
  const token = first?.find(({ type }) => type === 'anchor' || type === 'tag' || type === 'explicit-key-ind')
  return token ? Math.min(token.offset, start) : start
}

/** Where the text of a value ends, blank lines and comments after it left out. */
export function endOf(parsed: Parsed): number {
  let last: Parsed | null | undefined = parsed
  while ((isMap(last) || isSeq(last)) && !last.flow) {
    const item: unknown = last.items.at(-1)
    const inner = (isPair(item) ? lastOf(item) : item) as Parsed | undefined
    if (!inner) break
    last = inner
  }
  return isScalar(last) ? endOfScalar(last) : last.range![1]
}

/** A block scalar ends with its text, unless it says that the blank lines after it are part of it. */
function endOfScalar({ range, srcToken }: YamlScalar): number {
  const end = range![1]
  if (srcToken?.type !== 'block-scalar') return end
  const header = srcToken.props.find((it) => it.type === 'block-scalar-header') as CST.SourceToken
  if (header.source.includes('+')) return end
  const text = srcToken.source.trimEnd()
  return text === '' ? header.offset + header.source.length : end - srcToken.source.length + text.length
}

function lastOf({ key, value }: Pair): unknown {
  return value ?? key
}
