import { formatPlaceholder } from '../lib/placeholder.ts'
import type { DeployedEnvironment, DeployedService, PlainMap } from '../model/deployment.ts'
import * as build from './build.test-support.ts'
import { contextOf } from './context.ts'
import { objects } from './objects.ts'
import { plainYaml } from './plain-yaml.ts'

/* A small environment by hand in which nearly every feature of a deployment occurs. */

export const secret = formatPlaceholder({
  kind: 'secret',
  encoding: 'url',
  argument: 'service-portal/db-password',
})
export const podName = formatPlaceholder({ kind: 'pod', encoding: 'raw', argument: 'name' })

const portalConf = build.file('portal.conf', `[database]\nconnection = mysql://portal:${secret}@rpc/portal\n`)
const wsgi = build.file('wsgi.py', 'application = "{{ not a template }}"  \n\n', { mode: 0o755 })

const portal = build.service('portal', {
  description: 'The identity service: users, projects, tokens',
  ports: [
    { name: 'api', cont: 5000, ingress: 'identity', node: 30500, protocol: 'TCP', peers: false },
    { name: 'admin', cont: 35357, protocol: 'TCP', peers: false },
  ],
  tolerations: [
    {
      key: 'dedicated',
      operator: 'Equal',
      value: 'control<&>',
      effect: 'NoExecute',
      tolerationSeconds: 300,
    },
  ],
  annotations: { pod: { description: 'answers: {{ all }}' }, service: { note: 'yes' } },
  containers: [
    build.container('portal-api', {
      command: ['sh', '-c', 'echo "$(date) $$ {{ x }}"\nexec apache2 -DFOREGROUND\n'],
      env: [
        { name: 'WORKER', value: `${podName}-$HOME` },
        { name: 'ADMIN', secret: { name: 'service-portal', key: 'admin-password' } },
      ],
      files: [portalConf, wsgi],
      volumes: [{ name: 'tmp', path: '/tmp', readOnly: false, type: 'empty-dir', sizeLimit: '64Mi' }],
      secretVolumes: [
        {
          name: 'fernet',
          path: '/etc/portal/fernet-keys',
          mode: 0o400,
          secret: 'fernet',
          keys: [],
          live: true,
        },
      ],
      before: [{ ...build.program('portal', ['mkdir', '-p', '/tmp/x']), name: 'make-folders' }],
      probes: { readiness: { httpGet: { path: '/healthcheck', port: 'api' }, periodSeconds: 10 } },
      preStop: ['sleep', '5'],
    }),
    build.container('exporter', {
      probes: { liveness: { tcpSocket: { port: 'api' } } },
      image: build.image('exporter', { digest: `sha256:${'ab'.repeat(32)}` }),
    }),
  ],
  jobs: [
    build.job('db-sync', { files: [portalConf], waits: { ...build.noWaits, services: ['rpc'] } }),
    build.job('bootstrap', { waits: { ...build.noWaits, ownJobs: ['db-sync'], services: ['portal'] } }),
  ],
  waits: {
    services: ['rpc'],
    ownJobs: ['db-sync'],
    otherJobs: [{ instance: 'rpc', job: 'users' }],
    local: [],
  },
  clients: [
    { name: 'agent', hostNetwork: true, nodes: build.compute, ports: ['api'] },
    { name: 'rpc', hostNetwork: false, nodes: build.control, ports: ['api', 'admin'] },
  ],
})

const rpc = build.service('rpc', {
  service: 'queue',
  component: 'queue',
  kind: 'StatefulSet',
  members: true,
  antiAffinity: 'local',
  ports: [
    { name: 'amqp', cont: 5672, protocol: 'TCP', peers: false },
    { name: 'clustering', cont: 25672, protocol: 'TCP', peers: true },
  ],
  containers: [
    build.container('queue', {
      image: build.image('queue', {
        registry: 'docker.io',
        repository: 'queue',
        tag: '4.3.5',
        user: 999,
        group: 999,
      }),
      volumes: [
        {
          name: 'data',
          path: '/var/lib/queue',
          readOnly: false,
          type: 'storage',
          accessMode: 'ReadWriteOnce',
          size: '10Gi',
        },
      ],
    }),
  ],
  jobs: [build.job('users')],
  clients: [{ name: 'portal', hostNetwork: false, nodes: build.control, ports: ['amqp'] }],
})

const images = build.service('images', {
  containers: [
    build.container('images', {
      volumes: [
        {
          name: 'store',
          path: '/var/lib/images',
          readOnly: false,
          type: 'storage',
          accessMode: 'ReadWriteMany',
          size: '100Gi',
          class: 'nfs',
        },
      ],
    }),
  ],
})

const agentConf = build.file('agent.conf', 'interface = eth0\n', {
  variants: [{ nodes: ['cmp-2'], content: 'interface = eth1\n' }],
})

const agent = build.service('agent', {
  kind: 'DaemonSet',
  nodes: build.compute,
  hostNetwork: true,
  hostPID: true,
  disruptive: true,
  ports: [{ name: 'agent', cont: 9999, protocol: 'UDP', peers: false }],
  containers: [
    build.container('agent', {
      files: [
        agentConf,
        build.file('sudoers', 'agent ALL = (root) NOPASSWD: ALL\n', { owner: 'root', mode: 0o440 }),
      ],
      volumes: [
        {
          name: 'run',
          path: '/run',
          readOnly: false,
          type: 'host',
          hostPath: '/run',
          propagation: 'Bidirectional',
        },
      ],
      security: {
        profile: 'privileged',
        reason: 'It makes network devices: {{ on the host }}.',
        privileged: true,
        readOnlyRootFilesystem: false,
        capabilities: [],
      },
    }),
  ],
  waits: {
    ...build.noWaits,
    services: ['portal'],
    otherJobs: [{ instance: 'portal', job: 'bootstrap' }],
    local: ['agent'],
  },
})

/** The example environment, or one like it. */
export function exampleEnvironment(more: Partial<DeployedEnvironment> = {}): DeployedEnvironment {
  return {
    name: 'prod',
    namespace: 'prod',
    release: '2026.1',
    clusterDomain: 'cluster.local',
    imagePullPolicy: 'IfNotPresent',
    placement: 'hostnames',
    hostClients: 'nodes',
    hostSourceCidrs: ['10.244.0.0/24'],
    ingress: {
      enabled: true,
      domain: 'cloud.example',
      port: 443,
      class: 'nginx',
      tlsSecret: 'wildcard',
      annotations: { 'nginx/body': '0' },
    },
    storage: { provider: 'claim' },
    maintainers: [{ name: 'Cloud team', email: 'cloud@example.org' }],
    nodes: [...build.compute, ...build.control],
    wait: {
      image: build.image('kubernetes-entrypoint', { user: 65534, group: 65534 }),
      command: ['kubernetes-entrypoint'],
    },
    configureScript: '#!/bin/sh\n# Fills placeholders.\nset -eu\n',
    rotations: new Map([['service-portal/db-password', 2]]),
    services: [agent, images, portal, rpc],
    ...more,
  }
}

/** The objects of one service by the file that they stand in, as Helm prints them with the chart's own values. */
export function plainObjects(
  service: DeployedService,
  environment: DeployedEnvironment = exampleEnvironment({ services: [service] }),
): ReadonlyMap<string, PlainMap> {
  const manifests = objects(contextOf(environment, service))
  return new Map(manifests.map((it) => [it.file, plainYaml(it.object)]))
}

/** The value at a path of a plain object, e.g. `spec.template.spec.containers.0.name`. */
export function at(object: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((it, key) => (it as Record<string, unknown> | undefined)?.[key], object)
}

/** The same service with something else about it. */
export function service(
  name: 'agent' | 'images' | 'portal' | 'rpc',
  more: Partial<DeployedService> = {},
): DeployedService {
  return { ...exampleEnvironment().services.find((it) => it.name === name)!, ...more }
}
