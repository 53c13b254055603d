/** What somebody changes in an environment before compiling again. */
export interface Change {
  readonly name: string
  /** A layer of the environment's file, stronger than those before it. */
  readonly text?: string
  /** A secret that a workload and a job read is made anew. */
  readonly rotates?: boolean
  /** What is started anew; found out, unless said. */
  readonly starts?: readonly string[]
}

const ofTheApi = ['relay-api', 'relay-api/announce', 'relay-api/db-sync']

/** In the small environment, of which is known what depends on what. */
export const smallChanges: readonly Change[] = [
  {
    ...{ name: 'a setting of one service', text: 'configs: {relay: {greeting: Hi}}' },
    starts: ofTheApi,
  },
  {
    ...{ name: 'an image', text: 'images: {image_specs: {memcached: {tag: "9.9"}}}' },
    starts: ['memcached'],
  },
  { name: 'replicas', text: 'replicas: {relay-api: 2, memcached: 2}', starts: [] },
  {
    ...{ name: 'the roles of a node', text: 'nodes: {node2$: {roles: [agent]}}' },
    starts: ['relay-agent', 'relay-agent/rpc-user', 'relay-sidecar'],
  },
  {
    ...{ name: 'the settings of one node', text: 'nodes: {node4$: {configs: {relay: {buffers: 32}}}}' },
    starts: ['relay-agent', 'relay-sidecar'],
  },
  {
    ...{ name: 'a secret', rotates: true },
    starts: [...ofTheApi.slice(0, 2), 'relay-api/database-create', ...ofTheApi.slice(2)],
  },
]

/** In an environment of the reference project. */
export const largeChanges: readonly Change[] = [
  { name: 'a setting of all services', text: 'configs: {debug: true}' },
  { name: 'a secret among many services', rotates: true },
]
