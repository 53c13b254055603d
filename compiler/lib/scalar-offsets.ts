/**
 * Where each character of a YAML scalar's text stands in the scalar as it is written: behind quotes, escapes, indentation and
 * folded lines. What is not white space stands in both in the same order, and white space stands before what follows it.
 */
export function scalarOffsets(written: string, text: string): (offset: number) => number {
  const start = startOfText(written)
  if (written.startsWith(text, start)) return (offset) => start + offset
  const solid = solidOffsets(written, start)
  const offsets: number[] = []
  let count = 0
  for (let index = 0; index < text.length; index++) {
    const next = solid[count] ?? written.length
    if (isBlank(text.charCodeAt(index))) offsets.push(next)
    else {
      offsets.push(next)
      count++
    }
  }
  return (offset) => offsets[offset] ?? written.length
}

function startOfText(written: string): number {
  if (/^["']/.test(written)) return 1
  return /^[|>]/.test(written) ? written.indexOf('\n') + 1 : 0
}

/** The offset of each code unit of the text that is not white space. */
function solidOffsets(written: string, start: number): readonly number[] {
  const token = tokens.get(written.charAt(0)) ?? /[^]/g
  const result: number[] = []
  token.lastIndex = start
  for (let found = token.exec(written); found; found = token.exec(written)) {
    const text = decoded(found[0], written.charAt(0))
    for (let index = 0; index < text.length; index++)
      if (!isBlank(text.charCodeAt(index))) result.push(found.index)
  }
  return result
}

/** What stands for one character, by the quote that the scalar begins with. */
const tokens: ReadonlyMap<string, RegExp> = new Map([
  ['"', /\\(?:x[^]{2}|u[^]{4}|U[^]{8}|[^])|[^]/g],
  ["'", /''|[^]/g],
])

function decoded(token: string, quote: string): string {
  if (token.length === 1) return token
  if (quote === "'") return "'"
  const name = token.charAt(1)
  if ('xuU'.includes(name)) return String.fromCodePoint(Number.parseInt(token.slice(2), 16) || 0)
  // Those that stand for white space stand for nothing here, as a line break behind a backslash does.
  return 'tnvfr _LP\n\t'.includes(name) ? ' ' : name
}

function isBlank(code: number): boolean {
  return code <= 0x20 ? [9, 10, 11, 12, 13, 32].includes(code) : [0xa0, 0x2028, 0x2029].includes(code)
}
