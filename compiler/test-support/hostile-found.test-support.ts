import { parseIni } from '../8-render/ini-parse.ts'
import { readIniValue } from '../8-render/ini-value.ts'
import type { Path } from './hostile-project.test-support.ts'

/* Where the texts of the hostile project are found among what Helm renders. */

/** Where a text is found again, and as what; nothing where that cannot be said. */
export interface Finding {
  readonly found?: (rendered: Rendered, text: string) => unknown
  /** What is to be found, where that is not the text itself. */
  readonly meant?: (text: string) => unknown
}

/** What became of the charts of the project. */
export interface Rendered {
  /** A value of an object that is called as in `Service/web`, with no regard to the hash of a job. */
  readonly object: (name: string, path: Path) => unknown
  /** A value of a YAML file of the charts. */
  readonly chart: (file: string, path: Path) => unknown
}

const meant = (of: (it: string) => string): Finding => ({ meant: of })

function object(name: string, ...path: Path): Finding {
  return { found: (rendered) => rendered.object(name, path) }
}

const pod = ['spec', 'template', 'spec'] as const
export const container = (...path: Path) => object('Deployment/web', ...pod, 'containers', '=web', ...path)
const job = (...path: Path) => object('Job/web-job', ...pod, 'containers', 0, ...path)
/** As a pod is told it: of two dollars one is left. */
export const told = ({ found }: Finding): Finding => ({
  found: (rendered, text) => String(found?.(rendered, text)).replaceAll('$$', '$'),
})
export const podAnnotation = (name: string) =>
  object('Deployment/web', 'spec', 'template', 'metadata', 'annotations', name)
export const chartYaml = (folder: string, ...path: Path): Finding => ({
  found: (rendered) => rendered.chart(`${folder}Chart.yaml`, path),
})
/** A file of a service, out of its ConfigMap; line ends are made alike when it is read. */
export const file = (service: string, name: string): Finding => ({
  found: ({ object }) => {
    const bytes = object(`ConfigMap/${service}-files`, ['binaryData', name])
    return bytes === undefined
      ? object(`ConfigMap/${service}-files`, ['data', name])
      : Buffer.from(String(bytes), 'base64').toString()
  },
  meant: (text) => text.replace(/\r\n?/g, '\n'),
})
/** What oslo.config reads as an option of a file. */
export const option = (service: string, name: string, option: string): Finding => ({
  found: (rendered, text) => {
    const { sections } = parseIni(String(file(service, name).found!(rendered, text)))
    const lines = sections.find((it) => it.name === 'all')?.lines ?? []
    return lines.flatMap((it) =>
      it.kind === 'option' && it.name === option ? [readIniValue(it.value)] : [],
    )[0]
  },
  meant: readIniValue,
})

export const foundSettings: Readonly<Record<string, Finding>> = {
  'ingress.domain': { ...object('Ingress/web', 'spec', 'rules', 0, 'host'), ...meant((it) => `web.${it}`) },
  'ingress.class': object('Ingress/web', 'spec', 'ingressClassName'),
  'ingress.tls_secret': object('Ingress/web', 'spec', 'tls', 0, 'secretName'),
  'ingress.annotations.example.org/any': object('Ingress/web', 'metadata', 'annotations', 'example.org/any'),
  'storage.class': object('StatefulSet/rpc', 'spec', 'volumeClaimTemplates', 0, 'spec', 'storageClassName'),
  'keystone.admin_user': told(
    object('Job/keystone-bootstrap', ...pod, 'containers', 0, 'env', '=OS_BOOTSTRAP_USERNAME', 'value'),
  ),
}

export const foundTexts: Readonly<Record<string, Finding>> = {
  podAnnotation: podAnnotation('shown'),
  serviceAnnotation: object('Service/web', 'metadata', 'annotations', 'shown'),
  argument: told(container('command', 1)),
  variable: told(container('env', '=SHOWN', 'value')),
  mountPath: { ...container('volumeMounts', '=empty', 'mountPath'), ...meant((it) => `/${it}`) },
  hostPath: {
    ...object('Deployment/web', ...pod, 'volumes', '=host', 'hostPath', 'path'),
    ...meant((it) => `/${it}`),
  },
  probePath: container('readinessProbe', 'httpGet', 'path'),
  probeHost: container('readinessProbe', 'httpGet', 'host'),
  probeArgument: container('livenessProbe', 'exec', 'command', 1),
  preStop: container('lifecycle', 'preStop', 'exec', 'command', 1),
  postStart: container('lifecycle', 'postStart', 'exec', 'command', 1),
  init: told(object('Deployment/web', ...pod, 'initContainers', '=init', 'command', 1)),
  jobArgument: told(job('command', 1)),
  jobVariable: told(job('env', '=SHOWN', 'value')),
  tolerationKey: object('Deployment/web', ...pod, 'tolerations', 0, 'key'),
  tolerationValue: object('Deployment/web', ...pod, 'tolerations', 0, 'value'),
  description: chartYaml('charts/web/', 'description'),
  line: { ...file('web', 'web.txt'), meant: (it) => it },
  script: told(object('Deployment/web', ...pod, 'containers', '=script', 'command', 2)),
}

/** Texts of a definition are templates: what is left of one is another test's business. */
export function literal({ found }: Finding): Finding {
  return { found: (rendered, text) => (text.includes('{{') ? text : found!(rendered, text)) }
}
