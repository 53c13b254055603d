/** The opening tag of the innermost block of a template that nothing closes, as offsets; undefined when all are closed. */
export function unclosedBlock(text: string): { readonly start: number; readonly end: number } | undefined {
  const open: { start: number; end: number }[] = []
  for (const { 0: tag, index } of text.matchAll(
    /\{\{\{?~?\s*([#^/])\s*[^\s}][^}]*\}\}|\{\{!(?:--[^]*?--|[^}]*)\}\}/g,
  )) {
    const sign = /^\{+~?\s*([#^/!])/.exec(tag)?.[1]
    if (sign === '/') open.pop()
    else if (sign !== '!') open.push({ start: index, end: index + tag.length })
  }
  return open.at(-1)
}
