/**
 * Whether a literal block scalar gives a text back exactly, for every reader, and even where a template action
 * behind it eats the blanks before it. At most one line break may end the text.
 */
export function fitsYamlBlock(text: string): boolean {
  return text !== '' && !unprintable.test(text) && !/^[ \t\n]/.test(text) && !endsBlank(text)
}

function endsBlank(text: string): boolean {
  const end = text.endsWith('\n') ? text.length - 1 : text.length
  return ' \t\n'.includes(text.charAt(end - 1))
}

/** Control characters, line breaks of other systems, byte order marks, halves of surrogate pairs. */
const unprintable =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/
