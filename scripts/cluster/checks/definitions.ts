import { globSync } from 'glob'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import type { Pod } from '../control/pod-objects.ts'
import type { Kubelet } from '../kubelet/kubelet.ts'
import type { Project, TopologyService } from '../project.ts'
import { componentLabel, serviceOf } from './placement.ts'

/*
 * What the catalogue asks for, compared with what pods find, without the compiler between them. Conditions and templates
 * in paths are beyond this: what has them is left out.
 */

export interface Definition {
  readonly service: {
    readonly needs?: Readonly<Record<string, unknown>> | readonly string[]
    readonly provides?: Readonly<Record<string, unknown>> | readonly string[]
    readonly antiAffinity?: string
    readonly ports?: readonly { readonly name: string; readonly peers?: boolean; readonly when?: unknown }[]
    readonly containers: readonly DefinedContainer[]
  }
  readonly files?: Readonly<Record<string, DefinedFile>>
}

interface DefinedContainer {
  readonly name: string
  readonly daemon: DefinedCommand
  readonly pre?: readonly DefinedCommand[]
  readonly post?: readonly DefinedCommand[]
  readonly volumes?: readonly { readonly type: string; readonly path: string; readonly when?: unknown }[]
  readonly when?: unknown
}

interface DefinedCommand {
  readonly name?: string
  readonly type?: string
  readonly files?: readonly string[]
  readonly when?: unknown
}

interface DefinedFile {
  readonly path: string
  readonly perm?: string
  readonly when?: unknown
}

const catalogue = fileURLToPath(new URL('../../../templates', import.meta.url))

/** The definitions of services by their names, those of a project before those of the catalogue. */
export function definitionsOf(project: Project): ReadonlyMap<string, Definition> {
  const files = [catalogue, `${project.folder}/services`].flatMap((it) =>
    globSync('*/services/*.yaml', { cwd: it, absolute: true }),
  )
  return new Map(files.map((it) => [basename(it, '.yaml'), parse(readFileSync(it, 'utf8')) as Definition]))
}

/** Files that a definition asks for and that a container does not find at their path, or with another mode. */
export function missingFiles(
  services: readonly TopologyService[],
  definitions: ReadonlyMap<string, Definition>,
  pods: readonly Pod[],
  { records }: Kubelet,
): readonly string[] {
  return pods.flatMap((pod) => {
    const service = services.find((it) => it.name === serviceOf(pod.metadata.labels))
    const definition = service && definitions.get(service.definition)
    if (!definition) return [`nothing defines ${pod.metadata.name}`]
    const group = pod.spec.securityContext?.fsGroup !== undefined
    return askedFor(definition, pod.metadata.labels?.[componentLabel] ?? '').flatMap(
      ({ container, path, perm = '0644' }) => {
        const file = records.get(pod.metadata.uid!)?.containers?.get(container)?.files.get(path)
        if (!file) return [`the container ${container} of ${pod.metadata.name} does not find ${path}`]
        const mode = parseInt(perm, 8)
        // A group of the pod's own is given the right to read, whatever the mode says.
        const fits = file.mode === mode || (group && file.mode === (mode | 0o440))
        return fits
          ? []
          : [`${path} of ${pod.metadata.name} has the mode ${file.mode.toString(8)}, not ${perm}`]
      },
    )
  })
}

interface AskedFile extends DefinedFile {
  readonly container: string
}

/** The files of the daemons of a workload, or of one of its jobs. */
function askedFor({ service, files = {} }: Definition, component: string): readonly AskedFile[] {
  const always = service.containers.filter((it) => it.when === undefined)
  const commands =
    component === 'server'
      ? always.map((it) => ({ container: it.name, command: it.daemon }))
      : always
          .flatMap(({ pre = [], post = [] }) => [...pre, ...post])
          .filter((it) => it.type === 'single' && it.name === component)
          .map((command) => ({ container: component, command }))
  return commands.flatMap(({ container, command }) =>
    (command.files ?? []).flatMap((key) => {
      const file = files[key]
      return file && file.when === undefined && !file.path.includes('{{') ? [{ ...file, container }] : []
    }),
  )
}

/** The ports on which the members of a service talk to each other. */
export function peerPorts({ service }: Definition): readonly string[] {
  return (service.ports ?? []).filter((it) => it.peers && it.when === undefined).map((it) => it.name)
}
