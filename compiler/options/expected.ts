import type { DictionaryType, ListType, NumberType, OptionType, TextType } from './catalogue.ts'
import { parametric } from './read-value.ts'

/** What values a type takes, in words that follow "expected", e.g. "a whole number from 1 to 65535". */
export function expected(type: OptionType): string {
  const it = parametric(type)
  switch (it.type) {
    case 'string':
      return text(it)
    case 'boolean':
      return 'true or false'
    case 'integer':
      return number('a whole number', it)
    case 'float':
      return number('a number', it)
    case 'port':
      return number('a port number', { min: 0, max: 65535, ...it })
    case 'list':
      return list(it)
    case 'dict':
      return dictionary(it)
    case 'ip':
      return address(it.version)
    case 'host':
      return `${address(it.version)} or a host name`
    case 'domain':
      return `${address(it.version)}, a host name or a domain name`
    case 'hostname':
      return 'a host name'
    case 'uri':
      return it.schemes
        ? `a URL that begins with ${oneOf(it.schemes.map((scheme) => `${scheme}://`))}`
        : 'a URL with scheme and host'
    case 'range':
      return 'a range of whole numbers, such as 1-10'
    case 'either':
      return (it.of ?? []).map(expected).join(', or ')
    case 'unchecked':
      return 'any text'
  }
}

function text({ choices, regex, ignoreCase, maxLength, quotes }: TextType): string {
  if (choices) {
    const words = choices.filter((it) => it !== null).map((it) => (it === '' ? 'nothing' : it))
    return `${oneOf(words)}${ignoreCase ? ', in upper or lower case' : ''}`
  }
  const length = maxLength === undefined ? '' : ` of at most ${maxLength} characters`
  if (regex !== undefined) return `a text${length} that matches ${regex}`
  return quotes ? `a text${length} whose quotes are closed` : `a text${length}`
}

function number(what: string, { choices, min, max, multipleOf }: Partial<NumberType>): string {
  if (choices) return oneOf(choices.map(String))
  const multiple = multipleOf === undefined ? '' : `, a multiple of ${multipleOf}`
  if (min !== undefined && max !== undefined) return `${what} from ${min} to ${max}${multiple}`
  if (min !== undefined) return `${what} of at least ${min}${multiple}`
  return max === undefined ? `${what}${multiple}` : `${what} of at most ${max}${multiple}`
}

function list({ items = 'string', bounds, minLength }: ListType): string {
  return `a list${bounds ? ' in square brackets' : ''} separated by commas${atLeast(minLength)}${each('item', items)}`
}

function dictionary({ values = 'string', separator = ':', bounds, minLength }: DictionaryType): string {
  const pairs = `pairs NAME${separator}VALUE${bounds ? ' in braces' : ''} separated by commas`
  return `${pairs}${atLeast(minLength)}${each('value', values)}`
}

function atLeast(minLength: number | undefined): string {
  return minLength ? `, at least ${minLength}` : ''
}

function each(what: string, type: OptionType): string {
  return parametric(type).type === 'string' && expected(type) === 'a text'
    ? ''
    : `, each ${what} ${expected(type)}`
}

function address(version: number | undefined): string {
  return version === undefined ? 'an IP address' : `an IPv${version} address`
}

function oneOf(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}
