/** Colours of the parts of a report, or none. */
export interface Paint {
  readonly error: (text: string) => string
  readonly warning: (text: string) => string
  readonly note: (text: string) => string
  readonly gutter: (text: string) => string
  readonly strong: (text: string) => string
}

/** The colours of a terminal, or plain text. */
export function paint(color: boolean): Paint {
  const style = (codes: string) => (text: string) =>
    color && text !== '' ? `\x1b[${codes}m${text}\x1b[0m` : text
  return {
    error: style('1;31'),
    warning: style('1;33'),
    note: style('1;36'),
    gutter: style('1;34'),
    strong: style('1'),
  }
}
