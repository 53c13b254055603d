import { RE2JS, RE2JSException } from 're2js'

/** Whether a regular expression of a schema matches somewhere in a text; its time is linear in the text. One that cannot be read, which is reported where it stands, matches everything. */
export function matchesPattern(pattern: string, text: string): boolean {
  return compiled(pattern)?.matcher(text).find() ?? true
}

/** Whether a text is a regular expression that can be matched in linear time. */
export function isPattern(text: string): boolean {
  return compiled(text) !== undefined
}

/** Every value of a setting asks for its pattern again, and reading one takes much longer than matching it. */
const known = new Map<string, RE2JS | undefined>()

function compiled(pattern: string): RE2JS | undefined {
  if (!known.has(pattern)) known.set(pattern, compile(pattern))
  return known.get(pattern)
}

function compile(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern)
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error
    return undefined
  }
}
