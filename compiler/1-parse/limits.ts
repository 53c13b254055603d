/** What an input file may ask of the reader; far above what any project needs. */
export const limits = {
  bytes: 1024 * 1024,
  jsonBytes: 64 * 1024 * 1024,
  depth: 64,
  nodes: 200_000,
}
