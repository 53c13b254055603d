import { extended, type Yaml, type YamlMap } from '../lib/yaml-piece.ts'
import type { Port } from '../model/deployment.ts'
import type { Context } from './context.ts'
import { metadata, selectorLabels } from './labels.ts'
import type { Manifest } from './manifest.ts'

/** The headless Service through which the members of a StatefulSet find each other. */
export function peersName(instance: string): string {
  return `${instance}-peers`
}

/** The Services of an instance: for clients, for its own members, and for what is published on nodes. */
export function services(context: Context): readonly Manifest[] {
  const { service } = context
  const published = service.ports.filter((it) => it.node !== undefined)
  return [
    ...(service.ports.length > 0 ? [clients(context)] : []),
    ...(service.kind === 'StatefulSet' ? [peers(context)] : []),
    ...(published.length > 0 ? [external(context, published)] : []),
  ]
}

function clients(context: Context): Manifest {
  const { service } = context
  const annotations = extended(service.annotations.service, '.Values.serviceAnnotations')
  return {
    file: 'service.yaml',
    object: serviceObject(context, service.name, annotations, {
      type: 'ClusterIP',
      clusterIP: service.headless ? 'None' : undefined,
      ports: service.ports.map((it) => servicePort(it)),
    }),
  }
}

/** Members find each other before they are ready, or none would ever become so. */
function peers(context: Context): Manifest {
  const { ports, name } = context.service
  return {
    file: 'service-peers.yaml',
    object: serviceObject(context, peersName(name), undefined, {
      type: 'ClusterIP',
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      ports: ports.length > 0 ? ports.map((it) => servicePort(it)) : undefined,
    }),
  }
}

/** Apart from the Service for clients, whose other ports would get node ports as well. */
function external(context: Context, published: readonly Port[]): Manifest {
  return {
    file: 'service-external.yaml',
    object: serviceObject(context, `${context.service.name}-external`, undefined, {
      type: 'NodePort',
      ports: published.map((it) => ({ ...servicePort(it), nodePort: it.node })),
    }),
  }
}

function serviceObject(
  context: Context,
  name: string,
  annotations: Yaml | undefined,
  spec: YamlMap,
): YamlMap {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(context, name, annotations === undefined ? {} : { annotations }),
    spec: { ...spec, selector: selectorLabels(context) },
  }
}

function servicePort({ name, cont, protocol }: Port): YamlMap {
  return { name, port: cont, targetPort: name, protocol }
}
