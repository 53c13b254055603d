/** The order of every sorted list in oskc: by UTF-16 code unit, the same on any machine and in any language. */
export function lexicographic(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
