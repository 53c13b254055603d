const literal = String.raw`[A-Za-z0-9_-]|\\\.|\.`
const characterClass = String.raw`\[(?:[A-Za-z0-9,](?:-[A-Za-z0-9])?)+\]`
const repeat = String.raw`(?:[+*?]|\{[0-9]{1,2}\})?`
const pieces = `(?:(?:${literal}|${characterClass})${repeat})*`
const group = String.raw`\((?:\?:)?${pieces}(?:\|${pieces})*\)`
const branch = String.raw`\^?(?:${pieces}(?:${group})?)*\$?`

const simple = new RegExp(String.raw`^${branch}(?:\|${branch})*$`)
const branches = /[+*?(]/g
const range = /([A-Za-z0-9])-([A-Za-z0-9])/g

/**
 * Whether a pattern is of the plain kind that nearly all are, such as `node-[0-9]+\.rack(1|2)$`,
 * over which every engine agrees, and in which there is little to backtrack into.
 */
export function isSimplePattern(text: string): boolean {
  if (text.length > 200 || !simple.test(text)) return false
  if ((text.match(branches)?.length ?? 0) > 3) return false
  return [...text.matchAll(/\[[^\]]*\]/g)].every(([it]) => hasAscendingRanges(it))
}

function hasAscendingRanges(characterClass: string): boolean {
  return [...characterClass.matchAll(range)].every(([, from, to]) => from! <= to!)
}
