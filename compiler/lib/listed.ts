const most = 5

/** Names in a sentence, the first few of many: `a, b, c, d, e and 7 more`. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, most).join(', ')
  return names.length > most ? `${shown} and ${names.length - most} more` : shown
}
