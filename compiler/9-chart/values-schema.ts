import { lexicographic } from '../lib/lexicographic.ts'
import type { DeployedService, Plain, PlainMap, StringMap } from '../model/deployment.ts'
import type { Context } from './context.ts'
import { keepsApart } from './placement.ts'
import { needsRoom } from './update-strategy.ts'

/** The values.schema.json of a service's chart: closed, so that a misspelt key is refused, and self-contained. */
export function valuesSchema(context: Context): string {
  const { service } = context
  const properties: Readonly<Record<string, PlainMap>> = {
    global: globalSchema,
    images: each(context, 'images', imageSchema),
    replicas: { type: 'integer', minimum: 0, ...most(context) },
    resources: each(context, 'resources', () => resources),
    jobs: each(context, 'jobs', () => closed({ resources })),
    tolerations: { type: 'array', items: { type: 'object' } },
    priorityClassName: string,
    podAnnotations: annotations({
      ...service.annotations.pod,
      'oskc.io/checksum-files': '',
      'oskc.io/secrets': '',
    }),
    serviceAnnotations: annotations(service.annotations.service),
    networkPolicy: closed({ enabled: { type: 'boolean' } }),
    storage: each(context, 'storage', () => closed({ size: quantity, class: string })),
  }
  const present = Object.keys(context.values).map((key) => [key, properties[key]!])
  return printSchema(closed(Object.fromEntries(present)))
}

/** The values.schema.json of a bundle: its own values, and those of each service under its name. */
export function bundleSchema(services: readonly DeployedService[]): string {
  const names = services.map((it) => [it.name, { type: 'object' }])
  return printSchema(closed({ global: globalSchema, ...Object.fromEntries(names) }))
}

const string = { type: 'string' }
const quantity = { type: ['string', 'number'], pattern: '^[0-9]+(\\.[0-9]+)?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$' }
const quantities = { type: 'object', additionalProperties: quantity }
const resources = closed({ requests: quantities, limits: quantities })
const pullSecret = closed({ name: { type: 'string', minLength: 1 } }, ['name'])

/** The parts of an image stand in a manifest without quotes: only what an image can be called is let through. */
const repository = '[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*'
const registry = `[A-Za-z0-9]([-.A-Za-z0-9]*[A-Za-z0-9])?(:[0-9]{1,5})?(/${repository})?`

/** Open, since the charts of others may share values as well. */
const globalSchema = {
  type: 'object',
  properties: {
    imageRegistry: { type: 'string', pattern: `^(${registry})?$` },
    imagePullSecrets: { type: 'array', items: pullSecret },
    imagePullPolicy: { enum: ['Always', 'IfNotPresent', 'Never'] },
  },
}

function imageSchema(defaults: PlainMap): PlainMap {
  const text = (pattern: string) => ({ type: 'string', pattern: `^${pattern}$` })
  const tag = Object.hasOwn(defaults, 'tag') ? { tag: text('[A-Za-z0-9_][-.A-Za-z0-9_]{0,127}') } : {}
  const digest = text('(sha256:[0-9a-f]{64})?')
  return closed({ registry: text(registry), repository: text(repository), ...tag, digest })
}

/** No pod shares a node with another where it says so: then there cannot be more of them than there is room for. */
function most(context: Context): PlainMap {
  const nodes = context.service.nodes.length
  if (needsRoom(context)) return { maximum: nodes }
  // One node stays free, since a roll-out starts the new pod before it stops the old one.
  return keepsApart(context) ? { maximum: Math.max(context.service.replicas, nodes - 1) } : {}
}

/** Annotations that the chart does not set itself: a key can stand in a manifest only once. */
function annotations(own: StringMap): PlainMap {
  const taken = Object.keys(own).sort(lexicographic)
  const properties =
    taken.length > 0 ? { properties: Object.fromEntries(taken.map((it) => [it, false])) } : {}
  return { type: 'object', ...properties, additionalProperties: string }
}

function each(context: Context, key: string, schema: (defaults: PlainMap) => PlainMap): PlainMap {
  const defaults = context.values[key] ?? {}
  const properties = Object.entries(defaults as PlainMap).map(([name, it]) => [name, schema(it as PlainMap)])
  return closed(Object.fromEntries(properties))
}

function closed(properties: PlainMap, required: readonly string[] = []): PlainMap {
  const demanded: Plain = required.length > 0 ? { required } : {}
  return { type: 'object', additionalProperties: false, ...demanded, properties }
}

function printSchema(schema: PlainMap): string {
  return `${JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', ...schema }, null, 2)}\n`
}
