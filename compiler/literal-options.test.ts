import { test } from 'uvu'
import * as assert from 'uvu/assert'
import {
  compileAll,
  optionCatalogue,
  type ShippedFile,
  shippedFiles,
} from '../scripts/options/shipped-files.ts'
import { sourceFiles } from '../scripts/source-files.ts'
import { givenOptions } from './8-render/given-options.ts'
import { parseIni } from './8-render/ini-parse.ts'
import { readIniValue } from './8-render/ini-value.ts'
import type { Json, OptionLine } from './options/catalogue.ts'
import { findOption, groupKey, optionSet } from './options/option-set.ts'

/* What a template says of an option without asking a setting is there because the default is another, in some release. */

/** Why a template repeats a default. */
const reasons: Readonly<Record<string, string>> = {
  'templates/cinder/files/backup.conf.hbs: [DEFAULT] backup_driver = cinder.backup.drivers.swift.SwiftBackupDriver':
    'One of several that a setting chooses from: it is there whichever is the default.',
}

/** Lines of templates that set an option to a text of their own, with the templates that have them. */
const literals = new Map<string, string[]>()
for (const { path, text } of sourceFiles('templates/**/*.hbs'))
  for (const [line] of text.matchAll(/^\w+ = [^{}\n]*$/gm))
    literals.set(line, [...(literals.get(line) ?? []), path])

test('no template repeats a default without a reason', () => {
  const seen = new Set<string>()
  const telling = new Set<string>()
  for (const release of optionCatalogue.releases)
    for (const file of shippedFiles(compileAll(release), release))
      for (const { key, isDefault } of literalsOf(file, release)) {
        seen.add(key)
        if (!isDefault) telling.add(key)
      }
  assert.ok(telling.size > 20, `only ${telling.size} literals were found`)
  const repeated = [...seen].filter((it) => !telling.has(it))
  assert.equal(
    repeated.filter((it) => !(it in reasons)),
    [],
  )
  assert.equal(
    Object.keys(reasons).filter((it) => !repeated.includes(it)),
    [],
    'reasons that nothing needs',
  )
})

function literalsOf({ component, options, content }: ShippedFile, release: string) {
  const set = optionSet(optionCatalogue.of(release)!, options)!
  return givenOptions(parseIni(content)).flatMap(({ group, name, values: [value = ''] }) => {
    const templates = literals.get(`${name} = ${value}`) ?? []
    const template = templates.find(
      (it) => it.startsWith(`templates/${component}/`) || it.includes('/_partials/'),
    )
    if (!template) return []
    const lines = findOption(set, groupKey(group), name)
    const isDefault = lines.length > 0 && lines.every((it) => equalsDefault(it, readIniValue(value)))
    return [{ key: `${template}: [${group}] ${name} = ${value}`, isDefault }]
  })
}

function equalsDefault([type, fallback = null]: OptionLine, value: string): boolean {
  if (fallback === null) return value === ''
  if (typeof fallback === 'boolean' || (typeof type === 'string' ? type : type.type) === 'boolean')
    return truths.includes(value.toLowerCase()) === (fallback === true)
  return texts(fallback).includes(value.replaceAll(/, */g, ','))
}

const truths = ['true', '1', 'on', 'yes']

function texts(fallback: Json): readonly string[] {
  if (Array.isArray(fallback)) return [fallback.join(',')]
  if (typeof fallback !== 'object') return [String(fallback), `${String(fallback)}.0`]
  return [
    Object.entries(fallback ?? {})
      .map(([key, it]) => `${key}:${String(it)}`)
      .join(','),
  ]
}

test.run()
