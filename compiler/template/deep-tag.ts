import { tagsOf } from './tags-of.ts'

/**
 * The first tag of a template that stands deeper in blocks, or holds deeper calls in calls, than a reader can be asked to
 * follow, as offsets; undefined when there is none.
 */
export function deepTag(
  text: string,
  most: number,
): { readonly start: number; readonly end: number } | undefined {
  /** How deep each open block is: every `else if` in it is one deeper. */
  const open: number[] = []
  for (const { kind, text: tag, start, end } of tagsOf(text)) {
    const depth = open.at(-1) ?? 0
    if (kind === 'close') open.pop()
    else if (kind === 'open') open.push(depth + 1)
    else if (kind === 'else-if' && open.length > 0) open[open.length - 1] = depth + 1
    if ((open.at(-1) ?? 0) > most || (kind !== 'comment' && depthOfCalls(tag) > most)) return { start, end }
  }
  return undefined
}

function depthOfCalls(tag: string): number {
  let depth = 0
  let deepest = 0
  for (const [sign] of tag.replace(/"[^"]*"|'[^']*'/g, '').matchAll(/[()]/g)) {
    depth += sign === '(' ? 1 : -1
    deepest = Math.max(deepest, depth)
  }
  return deepest
}
