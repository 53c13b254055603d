import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { chance } from '../scripts/options/chance.ts'
import { type Mistake, mistakeKinds, mistakesIn } from '../scripts/options/mistakes.ts'
import {
  compileAll,
  environmentOf,
  optionCatalogue,
  type ShippedFile,
  shippedFiles,
} from '../scripts/options/shipped-files.ts'
import type { Compilation } from './compile.ts'

/*
 * 200 mistakes in options, of all kinds, in all files that are shipped, in templates and in settings of all layers: each is
 * found where it was made, and nothing else is.
 */

const layers = ['template', 'environment', 'instance', 'node'] as const
type Layer = (typeof layers)[number]
const path = 'environments/one.yaml'
const each = Math.ceil(200 / optionCatalogue.releases.length)

interface Made extends Mistake {
  readonly layer: Layer
  readonly file: ShippedFile
}

for (const release of optionCatalogue.releases)
  test(`mistakes in options are found where they are made: ${release}`, () => {
    const sound = compileAll(release)
    const made = makeMistakes(release, sound)
    assert.is(made.length, each)
    assert.equal([...new Set(made.map((it) => it.layer))].sort(), layers.toSorted())
    assert.equal([...new Set(made.map((it) => it.kind))].sort(), mistakeKinds.toSorted())
    const templates = withTemplates(made, sound)
    const compiled = compileAll(release, [...templates, [path, environment(release, made)]])
    const { sources } = compiled.linked
    const told = compiled.diagnostics.flatMap(({ code, at, message }) => {
      if (code === 'link/rolling-tag') return []
      const text = String(sources.get(at!.file))
      const lineStart = text.lastIndexOf('\n', at!.start - 1) + 1
      const line = text.slice(lineStart, text.indexOf('\n', at!.end)).trim().replace(/,$/, '')
      const group = /in \[(.*?)\]|section "(.*?)"/.exec(message)
      return [`${code} ${at!.file} [${group?.[1] ?? group?.[2]}] ${line}: ${text.slice(at!.start, at!.end)}`]
    })
    assert.equal(told.sort(), made.map((it) => expected(it, sound)).sort())
  })

function makeMistakes(release: string, sound: Compilation): readonly Made[] {
  const files = shippedFiles(sound, release)
  const luck = chance(Number(release.replace('.', '')))
  const makers = new Map(files.map((it) => [it.options, mistakesIn(release, it.options, luck)]))
  const made: Made[] = []
  const taken = new Set<string>()
  for (let attempt = 0; made.length < each; attempt++) {
    assert.ok(attempt < 5000, 'too few mistakes can be made')
    // Every file, kind and layer in turn.
    const file = files[made.length % files.length]!
    const mistake = makers.get(file.options)!(mistakeKinds[attempt % mistakeKinds.length]!)
    const layer = layers[Math.floor(attempt / mistakeKinds.length) % layers.length]!
    const key = mistake && `${file.options} ${mistake.name}`
    if (!key || taken.has(key) || new RegExp(`^${mistake.name} =`, 'm').test(file.content)) continue
    taken.add(key)
    made.push({ ...mistake, layer, file })
  }
  return made
}

/** Where the template of a file is. */
function templateOf({ service, key }: ShippedFile, { linked }: Compilation): string {
  const found = linked.deployments[0]!.services.find((it) => it.name === service)!
  return found.containers.flatMap((it) => it.files).find((it) => it.key === key)!.template.file
}

function withTemplates(made: readonly Made[], sound: Compilation): ReadonlyMap<string, string> {
  const templates = new Map<string, string>()
  for (const it of made.filter(({ layer }) => layer === 'template')) {
    const template = templateOf(it.file, sound)
    const text = templates.get(template) ?? String(sound.linked.sources.get(template))
    templates.set(template, `${text}\n[${it.group}]\n${it.name} = ${it.value}\n`)
  }
  return templates
}

/** The environment with the mistakes of its layers, one a line. */
function environment(release: string, made: readonly Made[]): string {
  const configs = (list: readonly Made[]) => {
    const tree: Record<string, { conf: Record<string, Record<string, Record<string, string>>> }> = {}
    for (const { file, group, name, value } of list)
      (((tree[file.component] ??= { conf: {} }).conf[file.key] ??= {})[group] ??= {})[name] = value
    return JSON.stringify(tree, undefined, 1).replaceAll('\n', '\n  ')
  }
  const ofLayer = (layer: Layer) => made.filter((it) => it.layer === layer)
  const instances = new Map(ofLayer('instance').map((it) => [it.file.service, it]))
  const services = [...instances.keys()].map((service) => {
    const own = configs(ofLayer('instance').filter((it) => it.file.service === service))
    return `"${service}": {service_def: "${service}", configs: ${own}}`
  })
  return environmentOf(release)
    .replace('{roles: [all]}', `{roles: [all], configs: ${configs(ofLayer('node'))}}`)
    .concat(`configs: ${configs(ofLayer('environment'))}\n`)
    .concat(`services: {${services.join(', ')}}\n`)
}

function expected({ code, atValue, layer, file, group, name, value }: Made, sound: Compilation): string {
  if (layer === 'template')
    return `${code} ${templateOf(file, sound)} [${group}] ${name} = ${value}: ${atValue ? value : name}`
  return `${code} ${path} [${group}] "${name}": "${value}": "${atValue ? value : name}"`
}

test.run()
