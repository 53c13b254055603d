import type { Report } from '../diagnostic.ts'
import { mergeMappings } from '../lib/merge.ts'
import type { MergeClash } from '../lib/merge.ts'
import { asMapping, asScalar, emptyMapping, entriesOf, startOf, textAt, valueAt } from '../lib/node.ts'
import type { Catalogue } from '../model/catalogue.ts'
import type { Entry, Mapping } from '../model/node.ts'
import type { Placed, Placement, PlacedNode } from '../model/placement.ts'
import type { ImageSpec, NodeGroup, Settings, Settled } from '../model/settings.ts'
import type { Shape } from '../model/shape.ts'
import { optionFilesOf } from './check-options.ts'
import { checkSettings } from './check-settings.ts'
import type { SettingRules } from './check-settings.ts'
import { reportWideOfInstance, reportWideOfNodes } from './environment-wide.ts'
import { notYet, unknownImage, unknownProfile, unsupportedRelease } from './problems.ts'
import { readReplacedFiles } from './replaced-files.ts'
import { reportWithoutEffect } from './without-effect.ts'

/** Lays the settings of each environment over the defaults, and checks each of them where it was written. */
export function settle(placed: Placed, report: Report): Settled {
  const { catalogue } = placed
  const rules: SettingRules = {
    shapes: shapesOf(catalogue),
    retired: catalogue.retiredSettings,
    optionFiles: optionFilesOf(catalogue),
  }
  const defaults = defaultsOf(catalogue)
  if (!catalogue.profiles.has(placed.project.images.source))
    report.push(unknownProfile(placed.project.images, [...catalogue.profiles.keys()]))
  return {
    ...placed,
    settings: placed.placements.map((it) => settleEnvironment(it, placed, defaults, rules, report)),
  }
}

function settleEnvironment(
  placement: Placement,
  placed: Placed,
  defaults: Mapping,
  rules: SettingRules,
  report: Report,
): Settings {
  const { environment } = placement
  const { sections } = environment
  const own = checkSettings(asMapping(valueAt(sections, 'configs')), rules, report)
  const ofInstances = new Map<string, Mapping>()
  for (const [name, { configs }] of environment.instances) {
    const checked = checkSettings(configs, rules, report)
    reportWideOfInstance(checked, report)
    reportEncryption(checked, report)
    if (checked) ofInstances.set(name, checked)
  }
  reportWithoutEffect(environment, report)
  reportEncryption(own, report)
  checkReleases(placement, placed.catalogue, report)
  const images = valueAt(sections, 'images')
  return {
    root: own ? mergeMappings(defaults, own, []) : defaults,
    ofInstances,
    groups: groupNodes(placement, rules, report),
    imageSpecs: readImageSpecs(placed, valueAt(images, 'image_specs'), report),
    imageNamespace: textAt(images, 'namespace') ?? 'ccp',
    imageTag: textAt(images, 'tag') ?? 'latest',
    registry: asScalar(valueAt(valueAt(sections, 'registry'), 'address')),
    replacedFiles: readReplacedFiles(valueAt(sections, 'files'), placed, report),
    ownSecrets: new Map(
      entriesOf(valueAt(sections, 'secrets')).map(([name, it]) => [
        name,
        new Map(entriesOf(it.value).map(([key, entry]) => [key, entry.key])),
      ]),
    ),
  }
}

/** Encryption inside the cluster is not there yet: leaving it out without a word would be worse than an error. */
function reportEncryption(configs: Mapping | undefined, report: Report): void {
  for (const [key, { value }] of entriesOf(configs)) {
    const enabled = asScalar(valueAt(valueAt(value, 'tls'), 'enabled'))
    if (enabled?.value === true) report.push(notYet(enabled, `Encryption inside the cluster (${key}.tls)`))
  }
}

/** The defaults of all components: built-in global ones below, then each component's in the order of their names. */
function defaultsOf({ globals, components }: Catalogue): Mapping {
  const entries = new Map<string, Entry>()
  for (const component of [globals, ...components.values()])
    for (const [key, entry] of component.defaults.entries) entries.set(key, entry)
  return { ...emptyMapping(startOf(globals.defaults.file)), entries }
}

/** A component without settings of its own has at least the key for the options of its files: its name. */
function shapesOf({ globals, components }: Catalogue): ReadonlyMap<string, Shape> {
  const shapes = new Map<string, Shape>()
  for (const { name } of components.values())
    shapes.set(name, { kind: 'map', entries: new Map(), required: [] })
  for (const component of [globals, ...components.values()])
    for (const [key, shape] of component.shapes) shapes.set(key, shape)
  return shapes
}

/** Nodes with the same matching override patterns form a group. */
function groupNodes(
  { environment, nodes }: Placement,
  rules: SettingRules,
  report: Report,
): readonly NodeGroup[] {
  const checked = new Map(environment.patterns.map((it) => [it, checkSettings(it.configs, rules, report)]))
  for (const it of checked.values()) {
    reportWideOfNodes(it, report)
    reportEncryption(it, report)
  }
  const groups = new Map<string, { nodes: PlacedNode[]; overrides: Mapping }>()
  for (const node of nodes) {
    const patterns = node.patterns.filter((it) => checked.get(it))
    if (patterns.length === 0) continue
    const key = JSON.stringify(patterns.map((it) => it.key.source))
    const group = groups.get(key)
    if (group) group.nodes.push(node)
    else groups.set(key, { nodes: [node], overrides: mergeAll(patterns.map((it) => checked.get(it)!)) })
  }
  return [...groups.values()]
}

function mergeAll(layers: readonly Mapping[]): Mapping {
  const clashes: MergeClash[] = []
  return layers.reduce((lower, higher) => mergeMappings(lower, higher, clashes))
}

function readImageSpecs(
  { catalogue, project }: Placed,
  specs: ReturnType<typeof valueAt>,
  report: Report,
): ReadonlyMap<string, ImageSpec> {
  const profile = catalogue.profiles.get(project.images.source)
  const result = new Map<string, ImageSpec>()
  for (const [name, { key, value }] of entriesOf(specs)) {
    if (profile && !profile.images.has(name)) report.push(unknownImage(key, [...profile.images.keys()]))
    const spec: { -readonly [K in keyof ImageSpec]: ImageSpec[K] } = {}
    for (const field of ['registry', 'repository', 'tag', 'digest'] as const) {
      const text = textAt(value, field)
      if (text !== undefined) spec[field] = text
    }
    result.set(name, spec)
  }
  return result
}

function checkReleases(
  { environment, instances }: Placement,
  { components }: Catalogue,
  report: Report,
): void {
  const checked = new Set<string>()
  for (const { entry } of instances.values()) {
    const component = components.get(entry.component)
    if (!component || checked.has(component.name) || component.releases.length === 0) continue
    checked.add(component.name)
    const supported = component.releases.map((it) => it.source)
    if (!supported.includes(environment.release))
      report.push(
        unsupportedRelease(
          environment.releaseAt ?? environment.at,
          component.name,
          environment.release,
          supported,
        ),
      )
  }
}
