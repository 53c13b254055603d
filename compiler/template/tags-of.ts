/** One tag of a template: from its opening to its closing braces. */
export interface Tag {
  /** What it does: open a block, close one, go on with another branch, say nothing; or anything else. */
  readonly kind: 'open' | 'close' | 'else-if' | 'comment' | 'other'
  readonly text: string
  readonly start: number
  readonly end: number
}

/** The tags of a template in their order, up to one that is not closed; for telling where its blocks go wrong. */
export function* tagsOf(text: string): Generator<Tag> {
  for (let start = text.indexOf('{{'); start >= 0;) {
    const end = endOfTag(text, start)
    if (end === undefined) return
    const tag = text.slice(start, end)
    yield { kind: kindOf(tag), text: tag, start, end }
    start = text.indexOf('{{', end)
  }
}

function endOfTag(text: string, start: number): number | undefined {
  const dashed = /^\{\{~?!--/.exec(text.slice(start, start + 6)) !== null
  const close = dashed ? text.indexOf('--', start + 6) : start
  const end = close < 0 ? -1 : text.indexOf('}}', close)
  return end < 0 ? undefined : end + (text.charAt(end + 2) === '}' ? 3 : 2)
}

function kindOf(tag: string): Tag['kind'] {
  const [, sign] = /^\{\{\{?~?\s*(!|[#^/]|else(?=\s+[^\s}~]))/.exec(tag) ?? []
  if (sign === '!') return 'comment'
  if (sign === '/') return 'close'
  if (sign === 'else') return 'else-if'
  return sign && !/^\{\{~?\s*\^\s*~?\}\}$/.test(tag) ? 'open' : 'other'
}
