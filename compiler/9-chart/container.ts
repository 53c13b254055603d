import { tree, type Yaml, type YamlMap } from '../lib/yaml-piece.ts'
import type { ConfigFile, Container, Plain, PlainMap, Program, Resources } from '../model/deployment.ts'
import type { Context } from './context.ts'
import { environmentOf, expandable } from './environment-variables.ts'
import { imageOf } from './image.ts'
import { mountsOf } from './mounts.ts'
import { securityContext } from './security.ts'

/** What any program needs around it in a container. `container` is the one whose configure step completes its files. */
export function programContainer(
  context: Context,
  program: Program & { readonly name: string },
  container: string,
  files: readonly ConfigFile[],
  resources: Yaml,
): YamlMap {
  const env = environmentOf(program)
  const volumeMounts = mountsOf(context, container, program, files)
  return {
    name: program.name,
    ...imageOf(context, program.image),
    securityContext: securityContext(program),
    command: program.command.map(expandable),
    env: env.length > 0 ? env : undefined,
    resources,
    volumeMounts: volumeMounts.length > 0 ? volumeMounts : undefined,
  }
}

/** A container of a workload. The ports of the service are those of its first container. */
export function workloadContainer(context: Context, container: Container, first: boolean): YamlMap {
  const { probes, postStart, preStop } = container
  const resources = tree(
    `.Values.resources.${context.knobs.containerKey(container.name)}`,
    resourcesOf(container.resources),
  )
  const probe = (it: PlainMap | undefined): YamlMap | undefined =>
    it && (first ? it : (withPortNumbers(context, it) as PlainMap))
  return {
    ...programContainer(context, container, container.name, container.files, resources),
    ports: first ? containerPorts(context) : undefined,
    startupProbe: probe(probes.startup),
    readinessProbe: probe(probes.readiness),
    livenessProbe: probe(probes.liveness),
    lifecycle: postStart || preStop ? { postStart: hook(postStart), preStop: hook(preStop) } : undefined,
  }
}

/** Requests and limits as they go into a manifest: nothing where nothing is set. */
export function resourcesOf({ requests, limits }: Resources): YamlMap {
  return {
    requests: Object.keys(requests).length > 0 ? requests : undefined,
    limits: Object.keys(limits).length > 0 ? limits : undefined,
  }
}

function containerPorts({ service }: Context): readonly Yaml[] | undefined {
  if (service.ports.length === 0) return undefined
  return service.ports.map(({ name, cont, protocol }) => ({
    name,
    containerPort: cont,
    hostPort: service.hostNetwork ? cont : undefined,
    protocol,
  }))
}

/** Names of ports are known only in the container that has them: a probe of another one needs their numbers. */
function withPortNumbers(context: Context, value: Plain, key?: string): Plain {
  if (key === 'port' && typeof value === 'string')
    return context.service.ports.find((it) => it.name === value)?.cont ?? value
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries = Object.entries(value as PlainMap)
  return Object.fromEntries(entries.map(([name, it]) => [name, withPortNumbers(context, it, name)]))
}

function hook(command: readonly string[] | undefined): YamlMap | undefined {
  return command && { exec: { command } }
}
