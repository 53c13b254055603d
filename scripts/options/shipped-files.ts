import { type Compilation, compile, placeProject } from '../../compiler/compile.ts'
import { readBuiltIn } from '../../compiler/edge/built-in.ts'
import { readOptionCatalogue } from '../../compiler/edge/option-catalogue.ts'
import { statesProvision } from '../../compiler/6-link/stated-needs.ts'
import type { OptionCatalogue } from '../../compiler/options/release-options.ts'
import type { SourceFile } from '../../compiler/model/source.ts'

/* The files of options that the catalogue's services have, whatever services there are. */

export const optionCatalogue = readOptionCatalogue()
const nodes = ['node1', 'node2', 'node3']
  .map((name, index) => `- {name: ${name}, addresses: [192.0.2.${index + 1}]}\n`)
  .join('')

/** The catalogue, with other texts in the place of some files. */
export function catalogueSources(
  files: Iterable<readonly [string, SourceFile]> = [],
): Map<string, SourceFile> {
  return new Map<string, SourceFile>([...readBuiltIn(), ['nodes.yaml', nodes], ...files])
}

/** The names of the components of the catalogue. */
export const components: ReadonlySet<string> = new Set(
  placeProject(catalogueSources(), {}, []).catalogue.components.keys(),
)

/** All services of the catalogue that can be placed together: of several that provide the same, the first. */
export const together: readonly string[] = (() => {
  const { catalogue } = placeProject(catalogueSources(), {}, [])
  const provided = new Set<string>()
  return [...catalogue.services.values()].flatMap(({ name, body }) => {
    const kinds = [...catalogue.needs.keys()].filter((it) => statesProvision(body, it))
    if (kinds.some((it) => provided.has(it))) return []
    for (const it of kinds) provided.add(it)
    return [name]
  })
})()

/** An environment file that places all of them on one node. */
export function environmentOf(release: string, more = ''): string {
  return `release: "${release}"\nnodes: {node1$: {roles: [all]}}\nroles: {all: [${together.join(', ')}]}\n${more}`
}

/** Compiles all services of the catalogue for a release. */
export function compileAll(
  release: string,
  files: Iterable<readonly [string, SourceFile]> = [],
  options: OptionCatalogue = optionCatalogue,
): Compilation {
  const environment = ['environments/one.yaml', environmentOf(release)] as const
  return compile(catalogueSources([environment, asked, ...files]), { options })
}

/** Settings that only a user knows: the paths without which a file cannot be made. */
const asked = (() => {
  const found: (readonly [string, string])[] = []
  const { diagnostics } = compile(
    catalogueSources([['environments/one.yaml', environmentOf(optionCatalogue.releases.at(-1)!)]]),
  )
  for (const { code, message } of diagnostics) {
    const path = code === 'template/no-text' ? /^"([\w.]+)" is not set/.exec(message)?.[1] : undefined
    if (path !== undefined) found.push([path, 'asked'])
  }
  const lines = found.map(([path, value]) => {
    const keys = path.split('.')
    return `configs: {${keys.join(': {')}: ${value}${'}'.repeat(keys.length)}`
  })
  return ['environments/one.d/asked.yaml', `${[...new Set(lines)].join('\n---\n')}\n`] as const
})()

/** A rendered file whose options are known. */
export interface ShippedFile {
  readonly service: string
  /** The key of the component under which its options can be set, and the file's own. */
  readonly component: string
  readonly key: string
  /** The name under which its options are known. */
  readonly options: string
  readonly content: string
}

/** The rendered files of a compilation whose options are known. */
export function shippedFiles({ linked, environments }: Compilation, release: string): readonly ShippedFile[] {
  const known = optionCatalogue.of(release)!.index.files
  return environments.flatMap((environment, index) =>
    environment.services.flatMap((service) => {
      const source = linked.deployments[index]!.services.find((it) => it.name === service.name)!
      const linkedFiles = source.containers.flatMap((it) => it.files)
      const found = new Map(service.containers.flatMap((it) => it.files).map((it) => [it.key, it]))
      return linkedFiles.flatMap(({ key, format, options }) =>
        format === 'ini' && Object.hasOwn(known, options) && found.has(key)
          ? [
              {
                service: service.name,
                component: source.component,
                key,
                options,
                content: found.get(key)!.content,
              },
            ]
          : [],
      )
    }),
  )
}
