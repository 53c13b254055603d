import type { GivenOption } from './finding.ts'
import { unknownText } from './reading.ts'
import { type Layer, optionKey } from './scope.ts'

/** Puts a mark in place of each piece of a text that is known at run time only. */
export type Conceal = (text: string, mark: string) => string

/** The texts that a file gives to each option, in the order of the file. */
export function layerOf(given: readonly GivenOption[], conceal: Conceal): Layer {
  const layer = new Map<string, string[]>()
  for (const option of given) {
    const key = optionKey(option)
    const texts = option.values.map((it) => conceal(withoutQuotes(it), unknownText))
    const known = layer.get(key)
    if (known) known.push(...texts)
    else layer.set(key, texts)
  }
  return layer
}

/** A value without the quotes around its first line; a quote alone is both ends of quotes. */
export function withoutQuotes(written: string): string {
  const end = written.indexOf('\n')
  const first = end === -1 ? written : written.slice(0, end)
  const quoted = /^["']/.test(first) && first.endsWith(first.charAt(0))
  return quoted ? first.slice(1, -1) + written.slice(first.length) : written
}
