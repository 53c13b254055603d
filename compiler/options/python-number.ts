import { plainDigits, strip } from './python-text.ts'

/** The whole number that Python's `int` reads in a text; nothing when it refuses it. */
export function readInteger(text: string): bigint | undefined {
  const [, sign, digits] = /^([+-]?)(\d+(?:_\d+)*)$/.exec(plainDigits(strip(text))) ?? []
  if (digits === undefined) return undefined
  const plain = digits.replaceAll('_', '')
  if (plain.length > mostDigits) return undefined
  return sign === '-' ? -BigInt(plain) : BigInt(plain)
}

/** Python refuses whole numbers that would take it long. */
const mostDigits = 4300

/** The number that Python's `float` reads in a text; nothing when it refuses it. */
export function readFloat(text: string): number | undefined {
  const plain = plainDigits(strip(text)).toLowerCase()
  const named = /^([+-]?)(?:(nan)|inf(?:inity)?)$/.exec(plain)
  if (named) return named[2] ? NaN : named[1] === '-' ? -Infinity : Infinity
  return decimal.test(plain) ? Number(plain.replaceAll('_', '')) : undefined
}

const digits = '\\d+(?:_\\d+)*'
const decimal = new RegExp(`^[+-]?(?:${digits}\\.?(?:${digits})?|\\.${digits})(?:e[+-]?${digits})?$`)

/** How Python writes a number with a point. */
export function printFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf'
  const [mantissa, exponent] = value.toExponential().split('e') as [string, string]
  const power = Number(exponent)
  if (power < -4 || power >= 16) {
    const sign = power < 0 ? '-' : '+'
    return `${mantissa}e${sign}${String(Math.abs(power)).padStart(2, '0')}`
  }
  return Number.isInteger(value) ? `${Object.is(value, -0) ? '-0' : value}.0` : String(value)
}
