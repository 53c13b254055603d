import type { Report } from '../diagnostic.ts'
import { holdsPoison } from '../lib/holds-poison.ts'
import { secretDeclarations } from '../lib/secret-declarations.ts'
import { joinPath } from '../lib/join-path.ts'
import {
  asMapping,
  emptyMapping,
  entriesOf,
  scalarAt,
  scalarsOf,
  startOf,
  textAt,
  valueAt,
} from '../lib/node.ts'
import type { Catalogue, Component, Retired } from '../model/catalogue.ts'
import type { Parsed } from '../model/input.ts'
import type { Mapping, Node } from '../model/node.ts'
import type { Shape } from '../model/shape.ts'
import { builtIn } from '../model/source.ts'
import { keyOwnedTwice, noCatalogueFile, serviceDefinedTwice } from './catalogue-problems.ts'
import * as validators from '../schema/generated/validators.js'
import { document, isBroken } from './catalogue-file.ts'
import type { Reader } from './catalogue-file.ts'
import { readProfile } from './image-profile.ts'
import { readNeed } from './need-kind.ts'
import { readService } from './service-entry.ts'
import { checkSettingsSchema } from './check-settings-schema.ts'
import { shapeOf } from './shape-of.ts'

/** Reads the catalogue: the built-in one, with the components of the user's folders added or put in place of built-in ones. */
export function readCatalogue(parsed: Parsed, userFolders: readonly string[], report: Report): Catalogue {
  const roots = [`${builtIn}templates/`, ...userFolders.map((it) => `${joinPath('', it)}/`)]
  const reader: Reader = { parsed, report }
  const folders = componentFolders(parsed, roots)
  const components = new Map(
    [...folders].map(([name, folder]) => [name, readComponent(name, folder, reader)]),
  )
  const globals = readComponent('_global', `${builtIn}templates/_global/`, reader)
  checkOwnership([globals, ...components.values()], report)
  const retired = document(
    `${builtIn}templates/_retired.yaml`,
    validators.retired,
    'a list of retired names',
    reader,
  )
  return {
    components,
    services: readServices(components, reader),
    needs: new Map(
      filesIn(parsed, roots, '_needs/', '.yaml').map(([name, file]) => [name, readNeed(name, file, reader)]),
    ),
    partials: new Map(filesIn(parsed, roots, '_partials/', '.hbs')),
    profiles: new Map(
      filesIn(parsed, roots, '_images/', '.yaml').map(([name, file]) => [
        name,
        readProfile(name, document(file, validators.images, 'an image profile', reader), file),
      ]),
    ),
    globals,
    retiredServices: readRetired(valueAt(retired, 'services')),
    retiredSettings: readRetired(valueAt(retired, 'settings')),
    configureScript: textFile(`${builtIn}templates/_runtime/configure.sh`, reader),
  }
}

/** Component → its folder; one of the user's takes the place of a built-in one of the same name. */
function componentFolders({ sources }: Parsed, roots: readonly string[]): ReadonlyMap<string, string> {
  const result = new Map<string, string>()
  const paths = [...sources.keys()].sort()
  for (const root of roots)
    for (const path of paths) {
      if (!path.startsWith(root)) continue
      const [name, ...rest] = path.slice(root.length).split('/')
      if (name && rest.length > 0 && !/^[_.]/.test(name)) result.set(name, `${root}${name}/`)
    }
  return new Map([...result].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function filesIn(
  { sources }: Parsed,
  roots: readonly string[],
  folder: string,
  ending: string,
): [string, string][] {
  const result = new Map<string, string>()
  for (const root of roots)
    for (const path of [...sources.keys()].sort()) {
      const name =
        path.startsWith(root + folder) && path.endsWith(ending)
          ? path.slice(root.length + folder.length, -ending.length)
          : ''
      if (name && !name.includes('/')) result.set(name, path)
    }
  return [...result].sort(([a], [b]) => (a < b ? -1 : 1))
}

function readComponent(name: string, folder: string, reader: Reader): Component {
  const file = `${folder}defaults.yaml`
  const root = document(file, validators.component, "a component's defaults", reader)
  const configs = valueAt(root, 'configs')
  const broken = configs?.kind === 'poison' || isBroken(file, root, reader)
  const defaults = asMapping(configs) ?? (broken ? unknownSettings(name, file) : emptyMapping(startOf(file)))
  const schema =
    reader.parsed.documents.get(`${folder}settings.schema.yaml`)?.[0]?.root ??
    reader.parsed.documents.get(`${folder}settings.schema.json`)?.[0]?.root
  checkSettingsSchema(schema, reader.report)
  const shapes = new Map<string, Shape>()
  // What cannot be read might have allowed anything.
  const unknown = schema !== undefined && holdsPoison(schema)
  for (const [key, entry] of defaults.entries)
    shapes.set(
      key,
      unknown ? { kind: 'any' } : shapeOf(entry.value, valueAt(valueAt(schema, 'properties'), key)),
    )
  return {
    name,
    folder,
    description: textAt(root, 'description') ?? '',
    defaults,
    shapes,
    secrets: secretDeclarations(valueAt(root, 'secrets')),
    needs: asMapping(valueAt(root, 'needs')),
    releases: scalarsOf(valueAt(root, 'releases')),
    broken: broken || holdsPoison(valueAt(root, 'secrets')) || holdsPoison(valueAt(root, 'needs')),
  }
}

/** Defaults that cannot be read, which has been reported: nothing is said of the settings that they may hold. */
function unknownSettings(component: string, file: string): Mapping {
  const at = startOf(file)
  const entry = { key: scalarAt(at, component), value: { kind: 'poison', ...at } as const }
  return { ...emptyMapping(at), entries: new Map([[component, entry]]) }
}

function checkOwnership(components: readonly Component[], report: Report): void {
  const owners = new Map<string, Component>()
  for (const component of components)
    for (const [key, entry] of component.defaults.entries) {
      const other = owners.get(key)
      if (other) report.push(keyOwnedTwice(entry.key, other.name, other.defaults.entries.get(key)!.key))
      else owners.set(key, component)
    }
}

function readServices(components: ReadonlyMap<string, Component>, reader: Reader): Catalogue['services'] {
  const result = new Map<string, NonNullable<ReturnType<Catalogue['services']['get']>>>()
  for (const component of components.values())
    for (const [name, file] of filesIn(reader.parsed, [component.folder], 'services/', '.yaml')) {
      const entry = readService(name, file, component, reader.parsed, reader.report)
      const other = result.get(name)
      if (other) reader.report.push(serviceDefinedTwice(startOf(file), name, startOf(other.file)))
      else result.set(name, entry)
    }
  return result
}

function readRetired(node: Node | undefined): ReadonlyMap<string, Retired> {
  return new Map(
    entriesOf(node).map(([key, it]) => [
      key,
      { since: textAt(it.value, 'since') ?? '', instead: textAt(it.value, 'instead') ?? '' },
    ]),
  )
}

function textFile(file: string, { parsed, report }: Reader): string {
  const source = parsed.sources.get(file)
  if (typeof source === 'string') return source
  report.push(noCatalogueFile(startOf(file), file))
  return ''
}
