import { namesBelow, shapeAt } from '../lib/shape-at.ts'
import { asScalar, entriesOf, itemsOf, textAt, valueAt } from '../lib/node.ts'
import { topologicalSort } from '../lib/topological-sort.ts'
import type { Catalogue, ServiceEntry } from '../model/catalogue.ts'
import type { Node, Place } from '../model/node.ts'
import type { Settled } from '../model/settings.ts'
import type { Shape } from '../model/shape.ts'
import type { Report } from '../diagnostic.ts'
import type { Part } from '../template/model.ts'
import { checkReferences } from '../template/references.ts'
import type { Names } from '../template/references.ts'
import { pureHelpers } from '../template/helpers.ts'
import { partialCycle, unknownHelper, unknownPartial, unknownReference } from '../template/problems.ts'
import { isTemplate } from './files.ts'
import { hidesStatedNeeds } from './hidden.ts'
import { statedNeeds } from './stated-needs.ts'
import type { Templates } from './templates.ts'

/** Facts that every definition may read. */
const common = [
  'instance.name',
  'instance.host',
  'instance.replicas',
  'environment.name',
  'environment.namespace',
  'environment.cluster_domain',
  'release',
  'node.name',
  'node.ip',
  'pod.name',
  'pod.ip',
]

const helpers = [...pureHelpers.keys(), 'address', 'secret', 'interface']

const any: Shape = { kind: 'any' }
const text: Shape = { kind: 'scalar', types: ['string'] }
const record = (...keys: readonly string[]): Shape => ({
  kind: 'map',
  entries: new Map(keys.map((it) => [it, text])),
  required: [],
})

/** Checks what the templates of every placed definition read, in all their branches, before anything is evaluated. */
export function reportReferences(settled: Settled, templates: Templates, report: Report): void {
  const entries = new Set(
    settled.placements.flatMap((it) => [...it.instances.values()].map((instance) => instance.entry)),
  )
  const components = new Set<string>()
  // Each environment may replace a template by a file of its own.
  const replacements = (content: string) =>
    settled.settings.flatMap((it) => it.replacedFiles.get(content) ?? [])
  for (const entry of entries) {
    if (!entry.body) continue
    const names = namesOf(entry, settled.catalogue, templates, report)
    visit(entry.body, names, templates)
    if (entry.files) visit(entry.files, names, templates)
    const component = settled.catalogue.components.get(entry.component)!
    if (!components.has(component.name))
      for (const { when } of component.secrets.values()) if (when) visitCondition(when, names)
    components.add(component.name)
    const folder = `${component.folder}files/`
    for (const [, { value }] of entriesOf(entry.files)) {
      const content = textAt(value, 'content')
      if (content === undefined) continue
      for (const path of new Set([folder + content, ...replacements(content)])) {
        if (!isTemplate(content, path) || !settled.sources.has(path)) continue
        const template = templates.ofFile(path)
        if (template) checkReferences(template, names)
      }
    }
  }
}

/** Every template in a definition, and every setting that a condition names. */
function visit(node: Node, names: Names, templates: Templates): void {
  if (node.kind === 'scalar') {
    if (typeof node.value !== 'string' || !node.value.includes('{{')) return
    const template = templates.ofScalar(node)
    if (template) checkReferences(template, names)
  }
  for (const it of itemsOf(node)) visit(it, names, templates)
  for (const [key, { value }] of entriesOf(node)) {
    if (key === 'when') visitCondition(value, names)
    else visit(value, names, templates)
  }
}

function visitCondition(condition: Node, names: Names): void {
  const setting = condition.kind === 'scalar' ? condition : asScalar(valueAt(condition, 'setting'))
  if (setting) names.shapeOf(setting.source.split('.'), setting)
  for (const key of ['not']) if (valueAt(condition, key)) visitCondition(valueAt(condition, key)!, names)
  for (const key of ['all', 'any'])
    for (const it of itemsOf(valueAt(condition, key))) visitCondition(it, names)
}

function namesOf(entry: ServiceEntry, catalogue: Catalogue, templates: Templates, report: Report): Names {
  const component = catalogue.components.get(entry.component)
  const shapes = new Map([...catalogue.globals.shapes, ...(component?.shapes ?? [])])
  const needs = statedNeeds(entry.body)
  const needShape = (name: string, fact: readonly string[], path: readonly string[], at: Place) => {
    if (hidesStatedNeeds(entry.body)) return any
    const need = needs.get(name)
    const definition = need && catalogue.needs.get(need.kind)
    if (need && fact.length === 0) return any
    if (definition?.broken || (fact.length === 1 && definition?.facts.has(fact[0]!))) return text
    const near = need
      ? [...(definition?.facts.keys() ?? [])].map((it) => `need.${name}.${it}`)
      : [...needs.keys()].map((it) => ['need', it, ...fact].join('.'))
    report.push(unknownReference(at, path.join('.'), near, need ? undefined : 'Declare it under `needs`.'))
    return undefined
  }
  return {
    partial: (name, at) => findPartial(name, at, catalogue, templates, report),
    resultOf: (helper, args, at) => {
      if (!helpers.includes(helper)) report.push(unknownHelper(at, helper, helpers))
      if (helper === 'entries')
        return {
          kind: 'list',
          item: {
            kind: 'map',
            entries: new Map([
              ['key', text],
              ['value', any],
            ]),
            required: [],
          },
        }
      return helper === 'default' || helper === 'having' ? args[0] : any
    },
    shapeOf: (path, at) => {
      const [first = '', second = '', ...rest] = path
      if (first === 'members' && path.length === 1)
        return { kind: 'list', item: record('index', 'name', 'host') }
      if (first === 'need') return needShape(second, rest, path, at)
      if (common.includes(path.join('.'))) return text
      const shape = shapeAt(shapes, path)
      if (!shape)
        report.push(
          unknownReference(at, path.join('.'), proposals(path, shapes), ownerHint(first, catalogue)),
        )
      return shape
    },
  }
}

/** Full paths that differ in the first part that is wrong. */
function proposals(path: readonly string[], shapes: ReadonlyMap<string, Shape>): readonly string[] {
  const wrong = path.findIndex((_, index) => !shapeAt(shapes, path.slice(0, index + 1)))
  const before = path.slice(0, Math.max(0, wrong))
  const after = path.slice(wrong + 1)
  return [
    ...namesBelow(shapes, before).map((it) => [...before, it, ...after].join('.')),
    ...(wrong <= 0 ? common : []),
  ]
}

function ownerHint(key: string, catalogue: Catalogue): string | undefined {
  const owner = [...catalogue.components.values()].find((it) => it.shapes.has(key))
  return (
    owner &&
    `It is a setting of "${owner.name}". A definition reads its own settings, global ones, and facts of its needs.`
  )
}

function findPartial(name: string, at: Place, { partials }: Catalogue, templates: Templates, report: Report) {
  if (!partials.has(name)) {
    report.push(unknownPartial(at, name, [...partials.keys()]))
    return undefined
  }
  const cycle = cycleFrom(name, templates)
  if (!cycle) return templates.partial(name)
  report.push(partialCycle(at, cycle))
  return undefined
}

/** A circle of partials that a partial leads into. */
function cycleFrom(name: string, templates: Templates): readonly string[] | undefined {
  const inside = new Map<string, readonly string[]>()
  const found = [name]
  // The list grows while it is walked.
  for (const it of found) {
    if (inside.has(it)) continue
    const names = partialsIn(templates.partial(it)?.parts ?? [])
    inside.set(it, names)
    for (const next of names) found.push(next)
  }
  const { cycle } = topologicalSort(inside.keys(), (it) => inside.get(it) ?? [])
  const entered = cycle?.indexOf(name) ?? -1
  return cycle && entered > 0 ? [...cycle.slice(entered, -1), ...cycle.slice(0, entered), name] : cycle
}

function partialsIn(parts: readonly Part[]): readonly string[] {
  return parts.flatMap((it) => {
    if (it.kind === 'partial') return [it.name]
    return it.kind === 'if' || it.kind === 'each' ? partialsIn([...it.body, ...it.otherwise]) : []
  })
}
