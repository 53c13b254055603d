import { RE2JS, RE2JSException } from 're2js'

/** Whether a regular expression of a schema matches somewhere in a text; its time is linear in the text. One that cannot be read, which is reported where it stands, matches everything. */
export function matchesPattern(pattern: string, text: string): boolean {
  return compiled(pattern)?.matcher(text).find() ?? true
}

/** Whether a text is a regular expression that can be matched in linear time. */
export function isPattern(text: string): boolean {
  return compiled(text) !== undefined
}

function compiled(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern)
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error
    return undefined
  }
}
