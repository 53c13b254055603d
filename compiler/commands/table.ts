import { displayWidth } from '../lib/display-width.ts'

const gap = 2

/** Rows of cells under each other; the last cell of a row may be as long as it likes. */
export function table(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(0, ...rows.map((it) => it.length - 1))
  const widths = Array.from({ length: columns }, (_, column) =>
    rows.reduce((width, row) => {
      const cell = column < row.length - 1 ? row[column] : undefined
      return Math.max(width, displayWidth(cell ?? ''))
    }, 0),
  )
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === row.length - 1 ? cell : cell + ' '.repeat(widths[column]! - displayWidth(cell) + gap),
      )
      .join('')
  return rows.map((it) => `${line(it).trimEnd()}\n`).join('')
}
