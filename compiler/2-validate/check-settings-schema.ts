import type { Report } from '../diagnostic.ts'
import { entriesOf, itemsOf } from '../lib/node.ts'
import type { Node } from '../model/node.ts'
import { isPattern } from '../schema/matches-pattern.ts'
import { badForm, notAllowed, unknownKey, wrongType } from '../schema/problems.ts'

const keywords = [
  '$schema',
  'type',
  'enum',
  'minimum',
  'maximum',
  'pattern',
  'items',
  'properties',
  'additionalProperties',
  'required',
  'description',
  'default',
  'title',
]

const types = ['string', 'integer', 'number', 'boolean', 'null', 'object', 'array']

/** Reports what oskc does not know in a settings schema, or in that of a need's parameters: it would promise a check that nobody makes. */
export function checkSettingsSchema(schema: Node | undefined, report: Report): void {
  if (!schema || schema.kind === 'poison') return
  if (schema.kind !== 'mapping') {
    report.push(wrongType(schema, schema.kind === 'sequence' ? 'a list' : 'a single value', 'a mapping'))
    return
  }
  for (const [key, entry] of schema.entries)
    if (keywords.includes(key)) checkKeyword(key, entry.value, report)
    else report.push(unknownKey(entry.key, 'a settings schema', keywords))
}

function checkKeyword(key: string, value: Node, report: Report): void {
  if (value.kind === 'poison') return
  switch (key) {
    case 'type':
      for (const it of value.kind === 'sequence' ? value.items : [value])
        if (it.kind === 'scalar' && !types.includes(it.source)) report.push(notAllowed(it, it.source, types))
        else if (it.kind !== 'scalar' && it.kind !== 'poison')
          report.push(wrongType(it, words[it.kind], 'a text'))
      return
    case 'enum':
    case 'required':
      if (value.kind !== 'sequence') report.push(wrongType(value, words[value.kind], 'a list'))
      for (const it of itemsOf(value))
        if (it.kind !== 'scalar' && it.kind !== 'poison')
          report.push(wrongType(it, words[it.kind], 'a single value'))
      return
    case 'minimum':
    case 'maximum':
      if (value.kind !== 'scalar' || typeof value.value !== 'number')
        report.push(wrongType(value, words[value.kind], 'a number'))
      return
    case 'pattern':
      if (value.kind !== 'scalar') report.push(wrongType(value, words[value.kind], 'a text'))
      else if (!isPattern(value.source))
        report.push(
          badForm(value, value.source, 'a regular expression without look-around and back-references'),
        )
      return
    case 'properties':
      if (value.kind !== 'mapping') report.push(wrongType(value, words[value.kind], 'a mapping'))
      for (const [, it] of entriesOf(value)) checkSettingsSchema(it.value, report)
      return
    case 'additionalProperties':
      if (value.kind === 'scalar' && typeof value.value === 'boolean') return
      checkSettingsSchema(value, report)
      return
    case 'items':
      checkSettingsSchema(value, report)
  }
}

const words = { scalar: 'a single value', sequence: 'a list', mapping: 'a mapping' }
