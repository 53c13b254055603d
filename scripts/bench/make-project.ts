import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** How large a project is: services are those of each environment, nodes those of all environments together. */
export interface Size {
  readonly environments: number
  readonly services: number
  readonly nodes: number
}

/** Services of the catalogue that every environment runs. */
const real = ['mariadb', 'rabbitmq', 'memcached', 'keystone']

/** Every fifth service runs on all nodes of its environment, as agents do; the others on its first three. */
const isAgent = (index: number) => index % 5 === 4

/**
 * Writes a project of a given size: each environment has nodes of its own and runs the same services, some of the
 * built-in catalogue, the others of generated components with a database, a file of options, and settings.
 */
export function makeProject(folder: string, { environments, services, nodes }: Size): void {
  const write = (path: string, text: string) => {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  const components = numbered('app', Math.max(0, services - real.length))
  const clouds = numbered('cloud', environments)
  write('oskc.yaml', 'output: charts\n')
  write('nodes.yaml', inventory(clouds, Math.ceil(nodes / environments)))
  for (const cloud of clouds) write(`environments/${cloud}.yaml`, environment(cloud, components, services))
  components.forEach((name, index) => {
    write(`services/${name}/defaults.yaml`, defaults(name, index))
    write(`services/${name}/services/${name}.yaml`, definition(name, isAgent(index)))
    write(`services/${name}/files/${name}.conf.hbs`, options(name))
  })
}

function numbered(name: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${name}${String(index + 1).padStart(3, '0')}`)
}

function inventory(clouds: readonly string[], nodesEach: number): string {
  return clouds
    .flatMap((cloud, high) =>
      numbered(`${cloud}-n`, nodesEach).map((name, low) => {
        const address = `10.${high}.${low >> 8}.${low & 255}`
        return `- {name: ${name}, hostname: ${name}, addresses: [${address}]}\n`
      }),
    )
    .join('')
}

function environment(cloud: string, components: readonly string[], services: number): string {
  const everywhere = components.filter((_, index) => isAgent(index))
  const controlled = components.filter((_, index) => !isAgent(index))
  const role = (name: string, members: readonly string[]) =>
    members.length > 0 ? `  ${name}: [${members.join(', ')}]\n` : ''
  return `kubernetes:
  namespace: ${cloud}
nodes:
  ${cloud}-n.*$:
    roles: [${everywhere.length > 0 ? 'agents' : ''}]
  ${cloud}-n00[1-3]$:
    roles: [backing${controlled.length > 0 ? ', control' : ''}]
${components.length > 0 ? `  ${cloud}-n002$:\n    configs: {${components[0]}: {workers: 8}}\n` : ''}roles:
${role('backing', real.slice(0, services))}${role('control', controlled)}${role('agents', everywhere)}configs:
  debug: false
  keystone:
    token_expiration: 7200
`
}

function defaults(name: string, index: number): string {
  return `description: A generated component
configs:
  ${name}:
    # Port of the API.
    port: ${9000 + index}
    # Processes that answer requests.
    workers: 2
    # Seconds until a request is given up.
    timeout: 60
    # Name of the region.
    zone: internal
    # Features that are on.
    features: [quota, tags, search]
    tuning:
      # Size of the pool of connections.
      pool: 10
      # Retries after a failure.
      retries: 3
secrets:
  token: {generate: password}
`
}

function definition(name: string, agent: boolean): string {
  return `dsl_version: 1.0.0
service:
  kind: ${agent ? 'DaemonSet' : 'Deployment'}
  needs: {database: ${name}, cache: {}, identity: ${name}}
  owns: [database, identity]
  ports:
    - {name: api, cont: "{{${name}.port}}"}
  containers:
    - name: ${name}
      image: registry.example/${name}:1.0
      daemon: {command: [${name}-server, --config-file, /etc/${name}/${name}.conf], files: [${name}.conf]}
      probes:
        readiness: {httpGet: {path: /healthcheck, port: api}}
        liveness: {httpGet: {path: /healthcheck, port: api}}
      resources: {requests: {cpu: 100m, memory: 256Mi}, limits: {memory: 1Gi}}
      volumes: [{name: tmp, type: empty-dir, path: /tmp}]
      pre:
        - {name: db-sync, type: single, command: [${name}-manage, db_sync], files: [${name}.conf]}
files:
  ${name}.conf: {path: /etc/${name}/${name}.conf, content: ${name}.conf.hbs, perm: "0640"}
`
}

function options(name: string): string {
  const sections = ['api', 'cache_tuning', 'quota', 'scheduler']
  return `[DEFAULT]
debug = {{debug}}
host = {{node.name}}
api_workers = {{${name}.workers}}
rpc_response_timeout = {{${name}.timeout}}

[database]
connection = {{need.database.url}}
max_retries = {{${name}.tuning.retries}}
max_pool_size = {{${name}.tuning.pool}}

[keystone_authtoken]
www_authenticate_uri = {{need.identity.url}}
memcached_servers = {{need.cache.address}}
password = {{secret "token"}}

[features]
{{#each ${name}.features as |feature|}}
enabled = {{feature}}
{{/each}}
${sections.map((it) => `\n[${it}]\nzone = {{${name}.zone}}\nlimit = 100\nwindow = 30\nbackend = file\n`).join('')}`
}
