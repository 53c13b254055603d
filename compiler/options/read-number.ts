import type { NumberType } from './catalogue.ts'
import { printFloat, readFloat, readInteger } from './python-number.ts'
import { strip } from './python-text.ts'
import { accepted, isUnknown, type Reading, refused, unknownText } from './reading.ts'

/** Reads a number; an empty text stands for none. */
export function readNumber(type: NumberType, text: string): Reading {
  if (isUnknown(text)) return couldBeNumber(type, text) ? accepted(unknownText) : refused
  if (strip(text) === '' && !type.filled) return accepted('')
  const value = type.type === 'float' ? readFloat(text) : readInteger(text)
  if (value === undefined || !isAllowed(type, value)) return refused
  return accepted(typeof value === 'bigint' ? value.toString() : printFloat(value))
}

function isAllowed(type: NumberType, value: number | bigint): boolean {
  if (type.choices) return type.choices.some((it) => it === Number(value))
  const { min = type.type === 'port' ? 0 : undefined, max = type.type === 'port' ? 65535 : undefined } = type
  // What is not a number is neither too small nor too great.
  if (min !== undefined && value < bound(min)) return false
  if (max !== undefined && value > bound(max)) return false
  return type.multipleOf === undefined || Number(value) % type.multipleOf === 0
}

function bound(limit: number | string): number | bigint {
  return typeof limit === 'string' ? BigInt(limit) : limit
}

/** Whether the known pieces have nothing but what numbers are written with. */
function couldBeNumber({ type }: NumberType, text: string): boolean {
  const known = strip(text.replaceAll(unknownText, ''))
  return type === 'float' ? /^[\p{Nd}_+\-.a-z]*$/iu.test(known) : /^[+-]?[\p{Nd}_]*$/u.test(known)
}
