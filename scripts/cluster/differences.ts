/** Where two values differ, as `path: one, not the other`. */
export function differences(found: unknown, expected: unknown, path = ''): readonly string[] {
  if (isObject(found) && isObject(expected)) {
    const keys = [...new Set([...Object.keys(found), ...Object.keys(expected)])].toSorted()
    return keys.flatMap((key) => differences(found[key], expected[key], path ? `${path}.${key}` : key))
  }
  if (Object.is(found, expected)) return []
  return [`${path}: ${short(found)}, not ${short(expected)}`]
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function short(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 200)
}
