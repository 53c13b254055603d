/** The code that the operating system gave an error, e.g. `ENOENT`; undefined for errors of other kinds. */
export function errorCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}
