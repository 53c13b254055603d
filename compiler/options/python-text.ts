/** A text without the white space around it, as Python's `strip` has it: JavaScript's `trim` takes other characters for it. */
export function strip(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && blank.test(text[start]!)) start++
  while (end > start && blank.test(text[end - 1]!)) end--
  return text.slice(start, end)
}

/** A text without a character as often as it stands at the end. */
export function withoutEnd(text: string, character: string): string {
  let end = text.length
  while (end > 0 && text[end - 1] === character) end--
  return text.slice(0, end)
}

const blank = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/

/** A text with the decimal digits of all scripts written as 0 to 9, as Python reads numbers. */
export function plainDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => String(digitValue(digit.codePointAt(0)!)))
}

/** Every script has its digits in one row; a few rows follow each other, and each begins with zero. */
function digitValue(code: number): number {
  let start = code
  while (/\p{Nd}/u.test(String.fromCodePoint(start - 1))) start--
  return (code - start) % 10
}
