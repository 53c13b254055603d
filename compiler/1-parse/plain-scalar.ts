/** What a plain scalar (one without quotes) means, or how YAML 1.1 and 1.2 differ over it. */
export type PlainReading =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'null'; readonly value: null }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'integer' | 'float'; readonly value: number }
  | { readonly kind: 'ambiguous'; readonly likely: Likely }

/** What whoever wrote an ambiguous scalar may have meant besides text. */
export type Likely =
  | { readonly kind: 'boolean'; readonly form: 'true' | 'false' }
  | { readonly kind: 'number'; readonly form: string | undefined }
  | { readonly kind: 'octal'; readonly octal: string; readonly decimal: string }
  | { readonly kind: 'date' | 'special' }

const nullForms = new Set(['', '~', 'null', 'Null', 'NULL'])
const booleans = new Map<string, boolean>([
  ...['true', 'True', 'TRUE'].map((it) => [it, true] as const),
  ...['false', 'False', 'FALSE'].map((it) => [it, false] as const),
])
const oldBooleans = new Map<string, 'true' | 'false'>([
  ...['yes', 'Yes', 'YES', 'on', 'On', 'ON', 'y', 'Y'].map((it) => [it, 'true'] as const),
  ...['no', 'No', 'NO', 'off', 'Off', 'OFF', 'n', 'N'].map((it) => [it, 'false'] as const),
])

/** Whether a scalar begins like a number, a date or a special value; all others are text. */
const suspicious = /^[-+.0-9=<]/

/** Integers that all readers take for the same number; a leading zero is harmless only before a single octal digit. */
const integer = /^[-+]?(?:0|[1-9][0-9]*|0+[0-7])$/
const hexadecimal = /^0x[0-9a-fA-F]+$/
/** YAML 1.1 asks for a point in every float, and for a sign in every exponent. */
const float = /^[-+]?[0-9]+\.[0-9]*(?:[eE][-+][0-9]+)?$|^\.[0-9]+(?:[eE][-+][0-9]+)?$/
const infinity = /^([-+]?)\.(?:inf|Inf|INF)$/
const notANumber = /^\.(?:nan|NaN|NAN)$/

/** Everything that at least one reader takes for a number. */
const numberOfSomeReader = [
  /^[-+]?[0-9][0-9_]*$/,
  /^0o[0-7]+$/,
  /^[-+]?0x[0-9a-fA-F_]+$/,
  /^[-+]?0b[01_]+$/,
  /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/,
  /^[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\._*[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?$/,
]
const date =
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?)?$/

/** Reads a plain scalar as YAML 1.2 does, unless a reader of YAML 1.1 would take it for something else. */
export function readPlainScalar(text: string): PlainReading {
  if (nullForms.has(text)) return { kind: 'null', value: null }
  const boolean = booleans.get(text)
  if (boolean !== undefined) return { kind: 'boolean', value: boolean }
  const form = oldBooleans.get(text)
  if (form) return { kind: 'ambiguous', likely: { kind: 'boolean', form } }
  if (!suspicious.test(text)) return { kind: 'text', value: text }
  return readNumber(text) ?? readOdd(text) ?? { kind: 'text', value: text }
}

function readNumber(text: string): PlainReading | undefined {
  // Adding zero turns -0 into 0.
  if (integer.test(text) || hexadecimal.test(text)) return { kind: 'integer', value: Number(text) + 0 }
  if (float.test(text)) return { kind: 'float', value: Number(text) + 0 }
  if (notANumber.test(text)) return { kind: 'float', value: NaN }
  const sign = infinity.exec(text)?.[1]
  return sign === undefined ? undefined : { kind: 'float', value: sign === '-' ? -Infinity : Infinity }
}

function readOdd(text: string): PlainReading | undefined {
  if (text === '=' || text === '<<') return { kind: 'ambiguous', likely: { kind: 'special' } }
  if (date.test(text)) return { kind: 'ambiguous', likely: { kind: 'date' } }
  if (!/[0-9]/.test(text) || !numberOfSomeReader.some((it) => it.test(text))) return undefined
  return { kind: 'ambiguous', likely: octalOf(text) ?? { kind: 'number', form: plainForm(text) } }
}

/** Both readings of digits with a leading zero: octal in YAML 1.1, decimal in 1.2. */
function octalOf(text: string): Likely | undefined {
  const [, sign, digits] = /^(-?)\+?0([0-7]+)$/.exec(text) ?? []
  if (digits === undefined) return undefined
  return {
    kind: 'octal',
    octal: `${sign}${parseInt(digits, 8)}`,
    decimal: `${sign}${digits.replace(/^0+/, '')}`,
  }
}

/** The number that was probably meant, in the form that all readers take alike. */
function plainForm(text: string): string | undefined {
  const bare = text.replaceAll('_', '')
  const [, sign = '', rest = ''] = /^([-+]?)(.*)$/.exec(bare) ?? []
  if (rest.includes(':')) return undefined
  const value = Number(rest)
  return Number.isSafeInteger(value) || bare.includes('.') ? `${sign === '-' ? '-' : ''}${value}` : undefined
}
