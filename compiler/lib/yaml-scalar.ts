/** A string as a YAML scalar on one line: plain only where no reader of YAML 1.1 or 1.2 could take it for anything else. */
export function yamlScalar(text: string): string {
  if (simple.test(text) || isPlain(text)) return text
  if (/["\\]/.test(text) && /^[\x20-\x7e]*$/.test(text) && !text.includes("'")) return `'${text}'`
  return `"${text.replace(special, escape)}"`
}

/** What most texts look like, told at one glance. */
const simple = /^[A-DF-Za-df-z/][A-Za-z0-9_./-]{5,}$/
const word = /^[A-Za-z_/][A-Za-z0-9_./@%+=~;,()$^*!?<>|&: -]*$/
const flag = /^--?[A-Za-z][A-Za-z0-9_./@%+=~,:-]*$/
const quantity = /^[0-9]+(\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti|Pi)$/
const version = /^[0-9]+\.[0-9]+\.[0-9]+-[a-z][0-9a-z]*$/
/** Words of YAML 1.1, and what one of its readers takes for a number without digits before the exponent. */
const ambiguous = /^(true|false|yes|no|on|off|y|n|null|e[-+]?[0-9_.]*)$/i

function isPlain(text: string): boolean {
  if (quantity.test(text) || version.test(text)) return true
  if (!word.test(text) && !flag.test(text)) return false
  return !ambiguous.test(text) && !/: |[: ]$/.test(text)
}

/** What a quoted scalar cannot hold as it is, for one reader or another. */
const special =
  /["\\\0-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
const short: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
}

function escape(character: string): string {
  return short[character] ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}
