/*
 * A project of all built-in components and one of the user's own, with the places where a text of the input can stand.
 * Its files are printed as JSON, which is YAML, one value a line: so the line of a problem tells which text it is about.
 */

export type Path = readonly (string | number)[]

/** The files of the project by path: trees of plain data, and texts as they are. */
export type Draft = Record<string, unknown>

/** The environment, and the definition of the user's service. */
export const dev = 'environments/dev.yaml'
export const web = 'services/web/services/web.yaml'

/** Texts that the user's component shows where their names say; they come from its settings. */
export const shown = [
  ...['podAnnotation', 'serviceAnnotation', 'argument', 'variable', 'mountPath', 'filePath', 'probePath'],
  ...['probeHost', 'probeArgument', 'preStop', 'postStart', 'init', 'jobArgument', 'jobVariable'],
  ...[
    'tolerationKey',
    'tolerationValue',
    'description',
    'reason',
    'image',
    'line',
    'hostPath',
    'script',
    'database',
  ],
]
const texts = (key: string) => `{{web.texts.${key}}}`

/** The project with nothing hostile in it. */
export function soundDraft(): Draft {
  const user = 1000
  return {
    'oskc.yaml': { maintainers: [{ name: 'Ada' }] },
    'nodes.yaml': [
      { name: 'node1', addresses: ['192.0.2.1'] },
      { name: 'node2', addresses: [], taints: [] },
    ],
    [dev]: {
      kubernetes: {},
      nodes: {
        'node[12]$': { roles: ['all'] },
        node2$: { configs: { web: { conf: { 'web.conf': { all: {} } } } } },
      },
      roles: { all: ['database', 'rpc', 'memcached', 'keystone', 'web'] },
      services: {
        database: { service_def: 'galera' },
        rpc: { service_def: 'rabbitmq' },
        keystone: {
          mapping: { notifications: 'rpc' },
          configs: { keystone: { conf: { 'keystone.conf': { all: {} } } } },
        },
      },
      replicas: { database: 2 },
      configs: {
        ingress: { enabled: true, annotations: {} },
        k8s_external_ip: '192.0.2.9',
        web: { texts: {}, conf: { 'web.conf': { all: {} } } },
      },
      images: { image_specs: { memcached: {} } },
      registry: {},
      secrets: {},
      files: {},
    },
    'services/web/defaults.yaml': {
      configs: {
        web: { port: 30080, texts: Object.fromEntries(shown.map((it) => [it, 'something-sound'])) },
      },
      secrets: { token: { generate: 'password' } },
    },
    [web]: {
      dsl_version: '1.0.0',
      service: {
        description: texts('description'),
        annotations: {
          pod: { shown: texts('podAnnotation') },
          service: { shown: texts('serviceAnnotation') },
        },
        needs: { database: { name: texts('database') } },
        owns: ['database'],
        securityProfile: 'privileged',
        reason: texts('reason'),
        tolerations: [{ key: texts('tolerationKey'), value: texts('tolerationValue'), operator: 'Equal' }],
        ports: [{ name: 'http', cont: 8080, node: '{{web.port}}', ingress: 'web' }],
        containers: [
          {
            name: 'web',
            image: `registry.example.org/${texts('image')}`,
            user,
            daemon: {
              command: ['web', texts('argument'), '{{node.name}}'],
              files: ['web.conf', 'web.txt', 'static'],
            },
            pre: [
              { name: 'init', command: ['init', texts('init')], user },
              {
                name: 'job',
                type: 'single',
                command: ['job', texts('jobArgument')],
                env: [{ name: 'SHOWN', value: texts('jobVariable') }],
                user,
              },
            ],
            post: [{ command: ['post', texts('postStart')], user }],
            preStop: ['stop', texts('preStop')],
            env: [{ name: 'SHOWN', value: texts('variable') }],
            volumes: [
              { name: 'empty', type: 'empty-dir', 'mount-path': `/${texts('mountPath')}` },
              { name: 'host', type: 'host', 'mount-path': '/host', path: `/${texts('hostPath')}` },
            ],
            probes: {
              readiness: { httpGet: { port: 'http', path: texts('probePath'), host: texts('probeHost') } },
              liveness: { exec: { command: ['alive', texts('probeArgument')] } },
            },
          },
          {
            name: 'script',
            image: 'plain',
            user,
            daemon: { command: texts('script') },
          },
        ],
      },
      files: {
        'web.conf': { path: '/etc/web.conf', content: 'web.conf.hbs' },
        'web.txt': { path: `/etc/${texts('filePath')}`, content: 'web.txt.hbs' },
        static: { path: '/etc/static', content: 'static' },
      },
    },
    'services/web/files/web.conf.hbs': '[all]\ntoken = {{secret "token"}}\n',
    'services/web/files/web.txt.hbs': texts('line'),
    'services/web/files/static': 'static\n',
  }
}

/** The value at a path, or undefined; `=x` takes the item of a list whose name is x. */
export function at(value: unknown, path: Path): unknown {
  return path.reduce((it, key) => {
    if (Array.isArray(it) && typeof key === 'string')
      return (it as readonly { name?: unknown }[]).find(({ name }) => name === key.slice(1))
    return (it as Record<string, unknown> | null | undefined)?.[key]
  }, value)
}

/** Puts a value at a path; what is not there above it is made, and a list gets one item more. */
export function assign(draft: Draft, path: Path, value: unknown): void {
  const above = path.slice(0, -1).reduce<Record<string, unknown>>((it, key) => {
    it[key] ??= {}
    return it[key] as Record<string, unknown>
  }, draft)
  if (Array.isArray(above)) above.push(value)
  else above[path.at(-1)!] = value
}
