import { tagsOf } from './tags-of.ts'

/** The opening tag of the innermost block of a template that nothing closes, as offsets; undefined when all are closed. */
export function unclosedBlock(text: string): { readonly start: number; readonly end: number } | undefined {
  const open: { readonly start: number; readonly end: number }[] = []
  for (const { kind, start, end } of tagsOf(text)) {
    if (kind === 'close') open.pop()
    else if (kind === 'open') open.push({ start, end })
  }
  return open.at(-1)
}
