import type { Report } from '../diagnostic.ts'
import type { SourceFile, Unreadable } from '../model/source.ts'
import * as problems from './problems.ts'

/** The text of a source, or nothing after reporting why it has none that can be used. */
export function readableText(
  file: string,
  source: SourceFile,
  limit: number,
  report: Report,
): string | undefined {
  if (typeof source !== 'string') {
    report.push(describe(file, source, limit))
    return undefined
  }
  const nul = source.indexOf('\0')
  if (nul !== -1) {
    report.push(problems.nulByte({ file, start: nul, end: nul + 1 }))
    return undefined
  }
  if (isLarger(source, limit)) {
    report.push(problems.tooLarge({ file, start: 0, end: 0 }, limit, undefined))
    return undefined
  }
  return source
}

function describe(file: string, { unreadable, offset }: Unreadable, limit: number) {
  const at = { file, start: 0, end: 0 }
  switch (unreadable) {
    case 'invalid-utf8':
      return problems.invalidUtf8(at, offset)
    case 'nul-byte':
      return problems.nulByte(at)
    case 'too-large':
      return problems.tooLarge(at, limit, offset)
    case 'symbolic-link':
      return problems.symbolicLink(at)
    case 'outside':
      return problems.outsideProject(at)
    default:
      return problems.unreadable(at, unreadable)
  }
}

/** Whether a text has more bytes than allowed; counts them only when the number of characters leaves it open. */
function isLarger(text: string, limit: number): boolean {
  if (text.length > limit) return true
  return text.length * 3 > limit && new TextEncoder().encode(text).length > limit
}
