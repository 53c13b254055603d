/** Whether a text is a host name; its last part must not be a number. Domain names may have underscores, too. */
export function isHostName(text: string, underscores = false): boolean {
  if (text === '' || [...text].length > 253) return false
  const labels = (text.endsWith('.') ? text.slice(0, -1) : text).split('.')
  const label = underscores ? labelOrUnderscore : plainLabel
  return /[a-zA-Z-]/.test(labels.at(-1)!) && labels.every((it) => label.test(it))
}

// The four letters besides are what Python takes for I, K and S when it ignores case.
const plainLabel = /^(?!-)[A-Za-z0-9\-\u0130\u0131\u017f\u212a]{1,63}(?<!-)\n?$/
const labelOrUnderscore = /^(?!-)[A-Za-z0-9\-_\u0130\u0131\u017f\u212a]{1,63}(?<!-)\n?$/
