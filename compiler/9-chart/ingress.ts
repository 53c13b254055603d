import type { YamlMap } from '../lib/yaml-piece.ts'
import type { Context } from './context.ts'
import { metadata } from './labels.ts'
import type { Manifest } from './manifest.ts'

/** The Ingress of the ports that are published under the ingress domain. */
export function ingress(context: Context): readonly Manifest[] {
  const { ingress } = context.environment
  const { name, ports } = context.service
  const published = ingress.enabled ? ports.filter((it) => it.ingress !== undefined) : []
  if (published.length === 0) return []
  const hosts = published.map((it) => `${it.ingress}.${ingress.domain}`)
  const rules = published.map((port, index): YamlMap => {
    const backend = { service: { name, port: { name: port.name } } }
    return { host: hosts[index]!, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }
  })
  const annotated = Object.keys(ingress.annotations).length > 0
  const object = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: metadata(context, name, annotated ? { annotations: ingress.annotations } : {}),
    spec: {
      ingressClassName: ingress.class,
      tls: ingress.tlsSecret === undefined ? undefined : [{ hosts, secretName: ingress.tlsSecret }],
      rules,
    },
  }
  return [{ file: 'ingress.yaml', object }]
}
