/** Where a stretch of text begins once leading white space is passed over, as Python's `strip` has it. */
export function stripStart(text: string, start: number, end: number): number {
  while (start < end && isBlank(text.charCodeAt(start))) start++
  return start
}

/** Where a stretch of text ends once trailing white space is left out, as Python's `strip` has it. */
export function stripEnd(text: string, start: number, end: number): number {
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--
  return end
}

/** A text without the white space around it. JavaScript's `trim` takes other characters for white space. */
export function strip(text: string): string {
  const end = stripEnd(text, 0, text.length)
  return text.slice(stripStart(text, 0, end), end)
}

function isBlank(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0x1c && code <= 0x1f)
  return blanks.has(code) || (code >= 0x2000 && code <= 0x200a)
}

const blanks = new Set([0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000])
