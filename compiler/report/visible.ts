const terminalControls = /[\0-\x1f\x7f]/g
const invisible = /[\x80-\x9f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g

/**
 * Text from input files as it may go to a terminal: characters that would move the cursor, change colours
 * or reverse the line are shown as signs of one column each.
 */
export function visible(text: string): string {
  return text
    .replace(terminalControls, (it) =>
      it === '\x7f' ? '\u2421' : String.fromCharCode(0x2400 + it.charCodeAt(0)),
    )
    .replace(invisible, '\ufffd')
}
