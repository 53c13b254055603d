import type { Report } from '../diagnostic.ts'
import { didYouMean } from '../lib/did-you-mean.ts'
import { entriesOf, textAt, textsOf, valueAt } from '../lib/node.ts'
import { formatPlaceholder } from '../lib/placeholder.ts'
import type { DeclaredSecret } from '../model/linked.ts'
import type { Mapping, Node, Scalar } from '../model/node.ts'
import type { IniOverride } from './ini-file.ts'
import { isOptionName, isSectionName } from './ini-name.ts'
import { strip } from './ini-strip.ts'
import { iniValue } from './ini-value.ts'
import { badOptionName, undeclaredSecret, unwritableValue } from './problems.ts'

/** The options of one file that settings give, under any of the keys that its component owns. */
export function optionOverrides(
  root: Mapping,
  keys: readonly string[],
  file: string,
  secrets: readonly DeclaredSecret[],
  report: Report,
): readonly IniOverride[] {
  return keys.flatMap((key) =>
    entriesOf(valueAt(valueAt(valueAt(root, key), 'conf'), file)).flatMap(
      ([section, { key: sectionAt, value: options }]) =>
        entriesOf(options).flatMap(([option, { key: optionAt, value }]) => {
          if (
            !isNamed(section, sectionAt, isSectionName, report) ||
            !isNamed(option, optionAt, isOptionName, report)
          )
            return []
          const change = changeOf(value, secrets, report)
          const items = value.kind === 'sequence' ? { items: textsOf(value) } : {}
          return change ? [{ section, option, change, by: { name: optionAt, value }, ...items }] : []
        }),
    ),
  )
}

function isNamed(name: string, at: Scalar, allowed: (name: string) => boolean, report: Report): boolean {
  if (allowed(name)) return true
  report.push(badOptionName(at, name))
  return false
}

function changeOf(
  value: Node,
  secrets: readonly DeclaredSecret[],
  report: Report,
): IniOverride['change'] | undefined {
  switch (value.kind) {
    case 'poison':
      return undefined
    case 'scalar':
      return value.value === null ? { remove: true } : written(value, value.source, report)
    case 'sequence':
      return written(value, textsOf(value).join(','), report)
    case 'mapping':
      return secretOf(value, secrets, report)
  }
}

/** Options are given as they stand in the file: `$name` refers to another option there. Only quotes keep blanks around them. */
function written(at: Node, text: string, report: Report): IniOverride['change'] | undefined {
  if (typeof iniValue(text) !== 'string') {
    report.push(unwritableValue(at))
    return undefined
  }
  const [first = '', ...rest] = text.split('\n')
  return { set: [strip(first) === first ? text : [`"${first}"`, ...rest].join('\n')] }
}

function secretOf(
  value: Mapping,
  secrets: readonly DeclaredSecret[],
  report: Report,
): IniOverride['change'] | undefined {
  const name = textAt(value, 'secret') ?? ''
  const key = textAt(value, 'key') ?? ''
  if (secrets.some((it) => it.name === name && it.key === key))
    return { set: [formatPlaceholder({ kind: 'secret', encoding: 'ini', argument: `${name}/${key}` })] }
  const known = secrets.map((it) => `${it.name}/${it.key}`)
  report.push(undeclaredSecret(value, name, key, didYouMean(`${name}/${key}`, known).hint))
  return undefined
}
