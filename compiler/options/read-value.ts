import type { AddressType, OptionType, ParametricType, RangeType, UriType } from './catalogue.ts'
import { isHostName } from './host-name.ts'
import { isIpv4, isIpv6 } from './ip-address.ts'
import { readInteger } from './python-number.ts'
import { readDictionary, readList } from './read-list.ts'
import { readNumber } from './read-number.ts'
import { knownLength, readText } from './read-text.ts'
import { accepted, couldBe, isUnknown, type Reading, refused, unknownText } from './reading.ts'
import { isUri } from './uri.ts'

/** Reads the text of a value as its type does in the programs that read the file. */
export function readValue(type: OptionType, text: string): Reading {
  const it = parametric(type)
  switch (it.type) {
    case 'string':
      return readText(it, text)
    case 'boolean':
      return readBoolean(text)
    case 'integer':
    case 'float':
    case 'port':
      return readNumber(it, text)
    case 'list':
      return readList(it, text, readValue)
    case 'dict':
      return readDictionary(it, text, readValue)
    case 'ip':
    case 'host':
    case 'domain':
      return takenIf(isUnknown(text) || isAddress(it, text), text)
    case 'hostname':
      return takenIf(isUnknown(text) || isHostName(text), text)
    case 'uri':
      return takenIf(isUriOf(it, text), text)
    case 'range':
      return takenIf(isUnknown(text) || isRange(it, text), text)
    case 'either':
      return (it.of ?? []).map((one) => readValue(one, text)).find((one) => one.accepted) ?? refused
    case 'unchecked':
      return accepted(unknownText)
  }
}

/** A type as an object, also when it is written as its name alone. */
export function parametric(type: OptionType): ParametricType {
  return typeof type === 'string' ? { type } : type
}

function takenIf(taken: boolean, text: string): Reading {
  return taken ? accepted(text) : refused
}

function readBoolean(text: string): Reading {
  const word = text.toLowerCase()
  if (truths.some((it) => couldBe(word, it))) return accepted(isUnknown(word) ? unknownText : 'True')
  if (untruths.some((it) => couldBe(word, it))) return accepted(isUnknown(word) ? unknownText : 'False')
  return refused
}

const truths = ['true', '1', 'on', 'yes']
const untruths = ['false', '0', 'off', 'no']

function isAddress({ type, version }: AddressType, text: string): boolean {
  if (version !== 6 && isIpv4(text)) return true
  if (version !== 4 && isIpv6(text)) return true
  return type !== 'ip' && isHostName(text, type === 'domain')
}

/** Of a text that is not all known only the scheme can be told, when it is known. */
function isUriOf({ schemes, maxLength }: UriType, text: string): boolean {
  if (maxLength !== undefined && knownLength(text) > maxLength) return false
  if (!isUnknown(text)) return isUri(text, schemes)
  const scheme = /^([^:/?#]*):/.exec(text)?.[1]
  if (scheme === undefined) return !/^[^:]*[/?#]/.test(text) || isUnknown(text.split(/[/?#]/)[0]!)
  return isUnknown(scheme) || isUri(`${scheme}://host`, schemes)
}

/** Two whole numbers with a hyphen between them, or one; in whichever order. */
function isRange({ min, max }: RangeType, text: string): boolean {
  const [, first, last = first] = /^(0|-?[1-9][0-9]*)(?:-(0|-?[1-9][0-9]*))?\n?$/.exec(text) ?? []
  if (first === undefined) return false
  const [from, to] = [readInteger(first)!, readInteger(last!)!]
  const [lower, upper] = from < to ? [from, to] : [to, from]
  return (min === undefined || lower >= min) && (max === undefined || upper <= max)
}
